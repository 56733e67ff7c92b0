"""Authority on one page: which role may do what."""

from enum import StrEnum


class Role(StrEnum):
    """What a membership, a phone or a till is."""

    ADMIN = "admin"
    TREASURER = "treasurer"
    OFFICER = "officer"
    COORDINATOR = "coordinator"
    MERCHANT = "merchant"
    SPONSOR = "sponsor"
    PARTICIPANT = "participant"
    """A device of a participant; no membership."""
    TILL = "till"
    """A paired device of a merchant; no membership."""


class Permission(StrEnum):
    """What a route asks for. Whose it is, the view asks of the domain."""

    ANYONE = "anyone"
    SIGNED_IN = "signed-in"
    RUN_PROGRAMMES = "run-programmes"
    SEE_PROGRAMMES = "see-programmes"
    OPEN_FUNDS = "open-funds"
    SEE_FUNDS = "see-funds"
    IMPORT_STATEMENTS = "import-statements"
    ALLOT_BUDGETS = "allot-budgets"
    SETTLE = "settle"
    RUN_ACTIVITIES = "run-activities"
    RUN_SHOP = "run-shop"
    REDEEM_COINS = "redeem-coins"
    REVERSE_REDEMPTIONS = "reverse-redemptions"
    SEE_DISPUTES = "see-disputes"
    SEE_OWN_WALLET = "see-own-wallet"
    REGISTER_OBLIGATIONS = "register-obligations"
    PROPOSE_PLANS = "propose-plans"
    DECIDE_PLANS = "decide-plans"
    SEE_CONTRIBUTIONS = "see-contributions"
    DECLARE_CONTRIBUTIONS = "declare-contributions"
    ASSESS_DECLARATIONS = "assess-declarations"
    ISSUE_STATEMENTS = "issue-statements"


ROLES_WITH: dict[Permission, frozenset[Role]] = {
    Permission.ANYONE: frozenset(Role),
    Permission.SIGNED_IN: frozenset(Role),
    Permission.RUN_PROGRAMMES: frozenset({Role.ADMIN}),
    Permission.SEE_PROGRAMMES: frozenset(Role) - {Role.PARTICIPANT, Role.TILL},
    Permission.OPEN_FUNDS: frozenset({Role.SPONSOR}),
    Permission.SEE_FUNDS: frozenset({Role.SPONSOR, Role.TREASURER, Role.OFFICER}),
    Permission.IMPORT_STATEMENTS: frozenset({Role.TREASURER}),
    Permission.ALLOT_BUDGETS: frozenset({Role.TREASURER}),
    Permission.SETTLE: frozenset({Role.TREASURER}),
    Permission.RUN_ACTIVITIES: frozenset({Role.COORDINATOR}),
    Permission.RUN_SHOP: frozenset({Role.MERCHANT}),
    Permission.REDEEM_COINS: frozenset({Role.TILL}),
    Permission.REVERSE_REDEMPTIONS: frozenset({Role.TILL, Role.MERCHANT}),
    Permission.SEE_DISPUTES: frozenset({Role.MERCHANT, Role.TREASURER}),
    Permission.SEE_OWN_WALLET: frozenset({Role.PARTICIPANT}),
    Permission.REGISTER_OBLIGATIONS: frozenset({Role.OFFICER}),
    Permission.PROPOSE_PLANS: frozenset({Role.SPONSOR}),
    Permission.DECIDE_PLANS: frozenset({Role.OFFICER}),
    Permission.SEE_CONTRIBUTIONS: frozenset({Role.SPONSOR, Role.OFFICER}),
    Permission.DECLARE_CONTRIBUTIONS: frozenset({Role.SPONSOR}),
    Permission.ASSESS_DECLARATIONS: frozenset({Role.OFFICER}),
    Permission.ISSUE_STATEMENTS: frozenset({Role.OFFICER}),
}


def may(role: Role, permission: Permission) -> bool:
    return role in ROLES_WITH[permission]
