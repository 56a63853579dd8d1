"""One spelling for what people write in many: width, case, Traditional characters, repeated signs."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

_REPEATED = re.compile(r"(.)\1{2,}")
_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=1)
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")


def normalize(text: str) -> str:
    """Return ``text`` in half width, lower case, Simplified characters; a sign at most twice in a row."""
    folded = unicodedata.normalize("NFKC", text).lower()
    shown = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in folded)
    simplified = _to_simplified().convert(shown)
    return _SPACES.sub(" ", _REPEATED.sub(r"\1\1", simplified)).strip()
