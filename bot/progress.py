"""Long work shows that it goes on, and how long it has taken."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn


@contextmanager
def steps(what: str) -> Iterator[None]:
    """Show ``what`` with the time passed while the block runs; the libraries' own prints are left out."""
    console = Console(file=sys.stderr)
    if not console.is_terminal:
        console.print(f"{what}……")
    with (
        Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=console,
            redirect_stdout=False,
            redirect_stderr=False,
        ) as progress,
        redirect_stdout(StringIO()),
        redirect_stderr(StringIO()),
    ):
        progress.add_task(what, total=None)
        yield
