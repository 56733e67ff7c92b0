"""Tokens and one-time codes: shown once, stored only as their SHA-256."""

import hashlib
import secrets

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Base 32 without I, L, O and U: what is read aloud is typed right (crockford.com/base32)."""

CODE_LENGTH = 10
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})


def new_token() -> str:
    """32 random bytes, URL-safe."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """50 random bits a person can type: ten characters in two groups, `K7Q2M-9XHTB`."""
    letters = new_letters(CODE_LENGTH)
    return f"{letters[:5]}-{letters[5:]}"


def new_letters(length: int) -> str:
    """Letters and digits at random, each as likely: a byte holds eight times all 32 of them."""
    return "".join(CROCKFORD[byte % len(CROCKFORD)] for byte in secrets.token_bytes(length))


def digest(token: str) -> str:
    """The SHA-256, in hex, of a token or of a code as its owner typed it."""
    return hashlib.sha256(token.encode()).hexdigest()


def read_code(typed: str) -> str:
    """A one-time code without the blanks, dashes and look-alikes people type."""
    letters = "".join(c for c in typed.upper() if c.isalnum()).translate(_READ_AS)
    return f"{letters[:5]}-{letters[5:]}"
