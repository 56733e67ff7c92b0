"""The world in words: plain functions that make what a test is about, and what that needs.

Use it as `from tests import build`, and read `build.a_till(session, programme)` aloud.
"""

from tests.world.activities import a_participation, an_activity
from tests.world.cards import HeldCard, a_blank_number, a_card, a_card_sale, a_sheet
from tests.world.coordinators import a_colleague, a_coordinator
from tests.world.days import LAPSES_ON, NOW, TODAY
from tests.world.funds import a_bank_entry, a_budget, a_fund, top_up
from tests.world.participants import Phone, a_participant, a_phone, a_registration, a_wallet, give
from tests.world.programmes import a_programme, an_iban, terms
from tests.world.shops import a_merchant, a_sale, a_till, a_till_token
from tests.world.staff import a_member, a_person, an_address, an_organisation
from tests.world.statements import statements_of

__all__ = [
    "LAPSES_ON",
    "NOW",
    "TODAY",
    "HeldCard",
    "Phone",
    "a_bank_entry",
    "a_blank_number",
    "a_budget",
    "a_card",
    "a_card_sale",
    "a_colleague",
    "a_coordinator",
    "a_fund",
    "a_member",
    "a_merchant",
    "a_participant",
    "a_participation",
    "a_person",
    "a_phone",
    "a_programme",
    "a_registration",
    "a_sale",
    "a_sheet",
    "a_till",
    "a_till_token",
    "a_wallet",
    "an_activity",
    "an_address",
    "an_iban",
    "an_organisation",
    "give",
    "statements_of",
    "terms",
    "top_up",
]
