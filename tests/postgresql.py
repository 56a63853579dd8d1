"""A PostgreSQL of the tests' own: on loopback, in a temporary folder, gone afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_USER = "postgres"  # made by Debian's package; the server refuses to run as root


def programs() -> Path | None:
    """The folder of the newest installed server's programs."""
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((program.parent for program in found), key=lambda folder: float(folder.parent.name), default=None)


@contextmanager
def running_postgresql(bin_folder: Path) -> Iterator[str]:
    """The address of a server without passwords; add a database's name to it."""
    folder = Path(tempfile.mkdtemp(prefix="postgresql"))
    if os.getuid() == 0:
        shutil.chown(folder, _USER, _USER)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off"
    control = (str(bin_folder / "pg_ctl"), "-D", str(folder / "data"), "-l", str(folder / "log"), "-w")
    try:
        _run(str(bin_folder / "initdb"), "-D", str(folder / "data"), "-U", _USER, "-A", "trust", "-E", "UTF8", "-N")
        _run(*control, "-o", options, "start")
        try:
            yield f"postgresql://{_USER}@127.0.0.1:{port}"
        finally:
            _run(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _run(*command: str) -> None:
    lowered: Sequence[str] = ("setpriv", f"--reuid={_USER}", f"--regid={_USER}", "--init-groups", "--")
    subprocess.run([*(lowered if os.getuid() == 0 else ()), *command], check=True, cwd="/", stdout=subprocess.DEVNULL)
