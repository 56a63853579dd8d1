"""Passwords: which are good enough, how they are kept, one-time ones."""

from __future__ import annotations

import secrets
import unicodedata
from typing import Optional

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 10  # characters
_OWN = 6  # characters besides the name
_VARIED = 5  # different characters

# What is tried first: rows of the keyboard, the alphabet, and the long ones among the world's commonest.
_RUNS = ("1234567890123456789", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn")
_COMMON = ("password", "passw0rd", "p@ssword", "p@ssw0rd", "admin", "administrator", "iloveyou", "woaini", "mima")

_UNMISTAKABLE = "abcdefghjkmnpqrstuvwxyz23456789"  # no l and 1, no o and 0, no i
_GROUPS, _GROUP = 4, 4

_hasher = PasswordHasher()
_nobodys = _hasher.hash(secrets.token_hex())


def password_fault(password: str, name: str) -> Optional[str]:
    """Say why this password will not do for the account ``name``; None where it will."""
    folded = password.casefold()
    if len(password) < SHORTEST:
        return f"密码至少要{SHORTEST}个字符"
    if len(folded.replace(name.casefold(), "")) < _OWN:
        return f"密码里除去用户名，至少还要有{_OWN}个字符"
    if len(set(folded)) < _VARIED:
        return f"密码太简单：至少要有{_VARIED}种不同的字符"
    if any(folded in run or folded[::-1] in run for run in _RUNS):
        return "密码太简单：不要用连续的数字、字母，或键盘上相邻的键"
    if any(folded.startswith(word) and len(folded) - len(word) < _OWN for word in _COMMON):
        return "密码太常见，换一个"
    return None


def one_time_password() -> str:
    """A random one that can be read out, e.g. ``k7mq-x3vp-9tnw-hd4c``."""
    groups = ("".join(secrets.choice(_UNMISTAKABLE) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def hashed(password: str) -> str:
    """Argon2's encoding, with its parameters and salt. Takes some ten milliseconds, on purpose."""
    return _hasher.hash(_bytes(password))


def matches(password: str, kept: Optional[str]) -> bool:
    """``kept`` is None where there is no such account: it takes as long, and does not match."""
    try:
        return _hasher.verify(kept or _nobodys, _bytes(password)) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(kept: str) -> bool:
    """Argon2's parameters have changed since."""
    return _hasher.check_needs_rehash(kept)


def _bytes(password: str) -> bytes:
    # Typed in full-width or half-width, it is the same password.
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
