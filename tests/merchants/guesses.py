"""Codes that no phone made."""

import secrets


def a_guess() -> str:
    """24 digits of the right form."""
    return "1" + "".join(secrets.choice("0123456789") for _ in range(23))
