"""Offers: a shop asks, the programme looks at the price, participants see what was approved."""

from functools import partial
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests import at_once, build
from wallet.errors import WalletError
from wallet.identity.memberships import Membership
from wallet.identity.people import NameMissing
from wallet.identity.permissions import Role
from wallet.identity.vault import Vault
from wallet.merchants import offer_decisions, offers
from wallet.merchants.merchants import Merchant, MerchantNotFound
from wallet.merchants.offer_decisions import (
    OfferAlreadyDecided,
    OfferDeclineReasonMissing,
    OwnOffer,
)
from wallet.merchants.offer_outcomes import OfferApproval
from wallet.merchants.offers import (
    Offer,
    OfferAboveUsualPrice,
    OfferNotFound,
    OfferPriceOutOfRange,
    OfferState,
)
from wallet.money import Euros
from wallet.programmes.programmes import Programme


@pytest.fixture
def programme(session: Session) -> Programme:
    return build.a_programme(session)


@pytest.fixture
def shop(session: Session, programme: Programme) -> Merchant:
    return build.a_merchant(session, programme)


@pytest.fixture
def admin(session: Session, programme: Programme) -> Membership:
    return build.a_member(session, Role.ADMIN, programme.operator)


def submit(session: Session, shop: Merchant, **changes: Any) -> Offer:
    facts = {
        "programme_id": shop.programme_ids[0],
        "name": "Bread",
        "prices": (Euros(3_00), Euros(3_50)),
        "by": build.a_person(session),
        "now": build.NOW,
    }
    return offers.submit(session, shop, **facts | changes)


def test_participants_see_what_was_approved_and_nothing_else(
    session: Session, programme: Programme, shop: Merchant, admin: Membership
) -> None:
    bread, cake, pie = (submit(session, shop, name=name) for name in ("Bread", "Cake", "Pie"))
    offer_decisions.approve(session, bread, by=admin, now=build.NOW)
    offer_decisions.decline(session, cake, by=admin, reason="Too dear", now=build.NOW)
    assert [each.state for each in (bread, cake, pie)] == [
        OfferState.APPROVED,
        OfferState.DECLINED,
        OfferState.WAITING,
    ]

    assert offers.approved(session, [programme.id]) == [bread]
    assert offers.approved(session, [build.a_programme(session).id]) == []
    offer_decisions.withdraw(session, bread, by=admin.person, now=build.NOW)
    assert offers.approved(session, [programme.id]) == []
    assert bread.state is OfferState.WITHDRAWN


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"name": " "}, NameMissing),
        ({"prices": (Euros(0), Euros(5))}, OfferPriceOutOfRange),
        ({"prices": (Euros(10_000_01), Euros(10_000_01))}, OfferPriceOutOfRange),
        ({"prices": (Euros(5_01), Euros(5_00))}, OfferAboveUsualPrice),
    ],
)
def test_an_offer_that_makes_no_sense_is_refused(
    session: Session, shop: Merchant, changes: dict[str, Any], error: type[WalletError]
) -> None:
    with pytest.raises(error):
        submit(session, shop, **changes)


def test_pressed_twice_it_is_one_offer(session: Session, shop: Merchant) -> None:
    first = submit(session, shop)

    assert submit(session, shop) is first
    assert submit(session, shop, prices=(Euros(2_00), Euros(3_50))) is not first
    assert len(offers.of_merchant(session, shop.id)) == 2


def test_only_for_a_programme_the_shop_is_in(session: Session, shop: Merchant) -> None:
    with pytest.raises(MerchantNotFound):
        submit(session, shop, programme_id=build.a_programme(session).id)


def test_a_decision_is_of_the_programme_with_a_reason_and_by_another(
    session: Session, shop: Merchant, admin: Membership
) -> None:
    stranger, own = build.a_member(session, Role.ADMIN), submit(session, shop, by=admin.person)
    offer = submit(session, shop)

    with pytest.raises(OfferNotFound):
        offer_decisions.approve(session, offer, by=stranger, now=build.NOW)
    with pytest.raises(OwnOffer):
        offer_decisions.approve(session, own, by=admin, now=build.NOW)
    with pytest.raises(OfferDeclineReasonMissing):
        offer_decisions.decline(session, offer, by=admin, reason="", now=build.NOW)
    assert offer_decisions.of_operator(session, stranger.organisation_id) == []


def test_decided_at_the_same_second_it_is_decided_once(
    engine: Engine, vault: Vault, committed: Session
) -> None:
    programme = build.a_programme(committed)
    offer_id = submit(committed, build.a_merchant(committed, programme)).id
    admins = [build.a_member(committed, Role.ADMIN, programme.operator).id for _ in range(4)]
    committed.commit()

    def approve(session: Session, admin_id: UUID) -> OfferApproval:
        by = session.get_one(Membership, admin_id)
        return offer_decisions.approve(session, offers.get(session, offer_id), by=by, now=build.NOW)

    works = [partial(approve, admin_id=each) for each in admins]
    answers = at_once.requests(engine, vault, works)

    assert sorted(type(each).__name__ for each in answers) == [
        "OfferAlreadyDecided",
        "OfferAlreadyDecided",
        "OfferAlreadyDecided",
        "OfferApproval",
    ]
    assert OfferAlreadyDecided(offer_id).code == "offer-already-decided"
