"""What everybody may see: the front page, the proofs, and whether the service is well."""

from wallet.web.public import backing, health, home, impact, proof, statements
from wallet.web.public.blueprint import bp

__all__ = ["backing", "bp", "health", "home", "impact", "proof", "statements"]
