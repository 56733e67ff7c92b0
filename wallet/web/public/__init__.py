"""What everybody may see: the front page, the proof of backing, and whether the service is well."""

from wallet.web.public import backing, health, home
from wallet.web.public.blueprint import bp

__all__ = ["backing", "bp", "health", "home"]
