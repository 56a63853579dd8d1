"""Slips of typing: one character wrong, missing, too many, or two swapped."""

from __future__ import annotations

from knowledge.search.tape import places


def one_slip_away(word: str, text: str, end: int, added: bool) -> set[tuple[int, int]]:
    """Spans [start, end) in ``text``, lines with a break before and after each, that the word means but for one slip.

    With one slip, one half of the word is right, or two characters are swapped
    in its middle. ``added`` allows for one character too many.
    """
    half = len(word) // 2
    left, right = word[:half], word[half:]
    found = set()
    for place in places(left, text, end):
        for length in _lengths(right, added):
            if is_one_slip(right, text[place + half : place + half + length]):
                found.add((place, place + half + length))
                break
    for place in places(right, text, end):
        for length in _lengths(left, added):
            if length <= place and is_one_slip(left, text[place - length : place]):
                found.add((place - length, place + len(right)))
                break
    swapped = word[: half - 1] + word[half] + word[half - 1] + word[half + 1 :]
    return found | {(place, place + len(word)) for place in places(swapped, text, end)}


def _lengths(typed: str, added: bool) -> tuple[int, ...]:
    size = len(typed)
    return (size, size + 1, size - 1) if added else (size, size + 1)


def is_one_slip(typed: str, meant: str) -> bool:
    """Whether one wrong, missing, added or swapped character, or none, makes ``typed`` of ``meant``."""
    if "\n" in meant or abs(len(typed) - len(meant)) > 1:
        return False
    same = next((i for i in range(min(len(typed), len(meant))) if typed[i] != meant[i]), min(len(typed), len(meant)))
    wrong, right = typed[same:], meant[same:]
    swapped = wrong[:2] == right[1::-1] and wrong[2:] == right[2:]
    return wrong[1:] in (right[1:], right) or wrong == right[1:] or swapped
