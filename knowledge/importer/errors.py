"""How an import fails: one line saying what, where, and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Optional


class DocumentError(Exception):
    """The document does not add up. The store is left as it was."""

    def __init__(self, reason: str, *, file: Path, line: Optional[int] = None) -> None:
        self.reason, self.file, self.line = reason, file, line
        where = f"{file} 第{line}行" if line else f"{file}"
        super().__init__(f"{where}：{reason}")
