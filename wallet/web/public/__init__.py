"""What everybody may see: the front page, the proof of backing, and the state of the service."""

from wallet.web.public import health, home
from wallet.web.public.blueprint import bp

__all__ = ["bp", "health", "home"]
