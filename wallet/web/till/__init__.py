"""The till: pair once, then an amount, a scan, and an answer that is never given twice."""

from wallet.web.till import cards, offline, pairings, redemptions, reversals
from wallet.web.till.blueprint import bp

__all__ = ["bp", "cards", "offline", "pairings", "redemptions", "reversals"]
