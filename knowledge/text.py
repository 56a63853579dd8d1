"""Cleaning of the source's text: only what the export broke is mended."""

import re
import unicodedata

_BETWEEN_LATIN = re.compile(r"(?<=[A-Za-z])\s+(?=[A-Za-z])")
_LATIN_GAP = "\x00"


def heal(text: str) -> str:
    """Remove the export's stray spaces and line breaks; no other character changes.

    The document is Chinese, where white space carries no meaning. One space
    stays between two Latin words.
    """
    marked = _BETWEEN_LATIN.sub(_LATIN_GAP, text.replace(_LATIN_GAP, ""))
    return re.sub(r"\s+", "", marked).replace(_LATIN_GAP, " ")


def fold(text: str) -> str:
    """Return ``text`` in the form in which names are compared: one width, one case, no spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()
