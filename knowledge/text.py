"""Cleaning of the source's text: only what the export broke is mended."""

import re
import unicodedata

_SPACE = re.compile(r"(?P<between_latin>(?<=[A-Za-z])\s+(?=[A-Za-z]))|\s+")


def heal(text: str) -> str:
    """Remove the export's stray spaces and line breaks; no other character changes.

    The document is Chinese, where white space carries no meaning. One space
    stays between two Latin words.
    """
    return _SPACE.sub(lambda space: " " if space["between_latin"] else "", text)


def fold(text: str) -> str:
    """Return ``text`` in the form in which names are compared: one width, one case, no spaces."""
    spaceless = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return unicodedata.normalize("NFKC", spaceless.casefold())
