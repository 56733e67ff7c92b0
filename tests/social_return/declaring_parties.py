"""Parties with an approved plan, sales in a shop, a seal, and declarations; committed."""

from tests import build
from tests.social_return import declared
from tests.social_return.declared import Agreement
from tests.social_return.parties import Parties
from wallet import clock
from wallet.social_return import assessing, declaring
from wallet.social_return.declarations import Declaration


def with_sales(town: Parties, *cents: int) -> Agreement:
    """The approved plan of this town, after so much was spent, under a seal."""
    agreement = Agreement(
        session=town.session,
        programme=town.programme,
        fund=town.fund,
        sponsor=town.sponsor,
        officer=town.officer,
        obligation=town.obligation,
        plan=town.an_approved_plan(),
        till=build.a_till(town.session, town.programme),
    )
    for each in cents:
        agreement.spend(each)
    town.session.commit()
    declared.seal(town.session)
    town.session.commit()
    return agreement


def a_declaration(town: Parties, *cents: int) -> Declaration:
    """Handed in, and waiting for the officer."""
    agreement = with_sales(town, *cents)
    declaration = declaring.declare(
        town.session,
        agreement.obligation,
        by=town.sponsor,
        to_on=agreement.today,
        now=clock.now(),
    )
    town.session.commit()
    return declaration


def an_assessed_one(town: Parties, *cents: int) -> Declaration:
    declaration = a_declaration(town, *cents)
    assessing.assess(
        town.session,
        declaration,
        by=town.officer,
        approved=declaration.figures.counted,
        now=clock.now(),
    )
    town.session.commit()
    return declaration
