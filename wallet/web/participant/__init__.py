"""The phone of a participant: enrol once, then balance, pay code and history without any login."""

from wallet.web.participant import enrolments, history, purse, state
from wallet.web.participant.blueprint import bp

__all__ = ["bp", "enrolments", "history", "purse", "state"]
