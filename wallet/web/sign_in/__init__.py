"""How staff sign in: a one-time link by e-mail, consumed by a POST."""

from wallet.web.sign_in import links, sessions
from wallet.web.sign_in.blueprint import bp

__all__ = ["bp", "links", "sessions"]
