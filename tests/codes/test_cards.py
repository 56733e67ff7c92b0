"""A card: printed blank, handed over once, blocked for good; its coins are the wallet's."""

import re

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from tests import at_once, build
from wallet.codes import card_handovers, card_numbers, card_pins, card_stock, cards
from wallet.codes.card_handovers import (
    CardAlreadyHandedOver,
    CardOfAnotherProgramme,
    CardOutOfUse,
    CardUnknown,
)
from wallet.codes.card_numbers import CardNumberMalformed
from wallet.codes.cards import CardNotFound
from wallet.identity.memberships import Membership
from wallet.identity.pin_hashes import PinMalformed, PinTooSimple
from wallet.identity.vault import SealBroken, Vault
from wallet.programmes import programmes
from wallet.programmes.programmes import Programme
from wallet.wallets import devices
from wallet.wallets.registrations import ParticipantNotFound
from wallet.wallets.wallets import Wallet

PIN = "80417"


@pytest.fixture
def programme(session: Session) -> Programme:
    return build.a_programme(session)


@pytest.fixture
def coordinator(session: Session, programme: Programme) -> Membership:
    return build.a_coordinator(session, programme)


@pytest.fixture
def wallet(session: Session, coordinator: Membership, programme: Programme) -> Wallet:
    return build.a_registration(session, coordinator, programme)


@pytest.mark.parametrize("_", range(20))
def test_a_number_is_16_digits_and_reads_back_as_printed(_: int) -> None:
    number = card_numbers.draw()

    assert re.fullmatch("9[0-9]{15}", number)
    assert re.fullmatch("(?:[0-9]{4} ){3}[0-9]{4}", card_numbers.grouped(number))
    assert card_numbers.read(card_numbers.grouped(number)) == number


@pytest.mark.parametrize(
    "text", ["", "9" * 15, "9" * 17, "9" * 24, "1" * 16, "9" + "x" * 15, "\uff19" * 16, "9²" * 8]
)
def test_anything_else_is_no_card(text: str) -> None:
    assert not card_numbers.is_one(text)
    with pytest.raises(CardNumberMalformed):
        card_numbers.read(text)


def test_a_phone_never_shows_what_a_card_shows(session: Session) -> None:
    """Its handle begins with 1 to 8, by a constraint, and its codes have 24 or 8 digits."""
    phone = build.a_phone(session)

    assert phone.device.handle[0] != card_numbers.FIRST_DIGIT
    assert not card_numbers.is_one(phone.code())


def test_a_number_stands_nowhere_in_the_clear(session: Session) -> None:
    held = build.a_card(session)
    card = held.card

    assert held.number.encode() not in card.number_sealed
    assert card.handle == held.number[:8]
    assert cards.last_digits(session, card) == held.number[-4:]
    with pytest.raises(SealBroken):
        devices.vault(session).open(card.number_sealed, bound_to=str(held.wallet.id))


def test_half_a_number_finds_no_card(session: Session) -> None:
    held = build.a_card(session)
    other = f"{held.number[:8]}{(int(held.number[8:]) + 1) % 10**8:08}"

    assert cards.find(session, held.number) is held.card
    assert cards.find(session, other) is None


def test_a_blank_card_becomes_a_means_of_one_wallet(
    session: Session, coordinator: Membership, programme: Programme, wallet: Wallet
) -> None:
    number = build.a_blank_number(session, coordinator, programme)

    card = card_handovers.hand_over(
        session, coordinator, wallet.id, number=card_numbers.grouped(number), pin=PIN, now=build.NOW
    )

    assert card.is_open
    assert card.link is not None
    assert card.link.wallet_id == wallet.id
    assert cards.find_open(session, wallet.id) is card
    chosen = card_pins.find(session, card.id)
    assert chosen is not None
    assert card_pins.matches(session, chosen, PIN)
    assert not card_pins.matches(session, chosen, "80418")


def test_nobody_gets_a_card_twice(
    session: Session, coordinator: Membership, programme: Programme, wallet: Wallet
) -> None:
    number = build.a_blank_number(session, coordinator, programme)
    other = build.a_registration(session, coordinator, programme)
    hand_over(session, coordinator, wallet, number)

    for again in (wallet, other):
        with pytest.raises(CardAlreadyHandedOver):
            hand_over(session, coordinator, again, number)


def test_another_card_replaces_the_lost_one(
    session: Session, coordinator: Membership, programme: Programme, wallet: Wallet
) -> None:
    lost = hand_over(
        session, coordinator, wallet, build.a_blank_number(session, coordinator, programme)
    )

    new = hand_over(
        session, coordinator, wallet, build.a_blank_number(session, coordinator, programme)
    )

    assert not cards.get_of_wallet(session, wallet.id, lost.id).is_open
    assert cards.find_open(session, wallet.id) is new
    assert {card.id for card in cards.of_wallet(session, wallet.id)} == {lost.id, new.id}


def test_only_own_cards_go_to_own_participants(
    session: Session, coordinator: Membership, programme: Programme, wallet: Wallet
) -> None:
    elsewhere = build.a_coordinator(session, programme)
    own = build.a_blank_number(session, coordinator, programme)
    foreign = build.a_blank_number(session, elsewhere, programme)

    with pytest.raises(CardUnknown):
        hand_over(session, coordinator, wallet, foreign)
    with pytest.raises(CardUnknown):
        hand_over(session, coordinator, wallet, card_numbers.draw())
    with pytest.raises(ParticipantNotFound):
        hand_over(session, elsewhere, wallet, foreign)
    with pytest.raises(CardNumberMalformed):
        hand_over(session, coordinator, wallet, own[:-1])


def test_a_card_is_of_the_programme_it_was_printed_for(
    session: Session, coordinator: Membership, wallet: Wallet
) -> None:
    second = build.a_programme(session)
    programmes.join(session, second, coordinator.organisation, today=build.TODAY)

    with pytest.raises(CardOfAnotherProgramme):
        hand_over(session, coordinator, wallet, build.a_blank_number(session, coordinator, second))


def test_a_blocked_blank_card_goes_to_nobody(
    session: Session, coordinator: Membership, programme: Programme, wallet: Wallet
) -> None:
    sheet = build.a_sheet(session, coordinator, programme)
    card = card_stock.of_sheet(session, sheet)[0]
    first = cards.block(session, card, by=coordinator.person, now=build.NOW)

    assert cards.block(session, card, by=coordinator.person, now=build.NOW) is first
    with pytest.raises(CardOutOfUse):
        hand_over(session, coordinator, wallet, cards.number_of(session, card))


@pytest.mark.parametrize(("pin", "error"), [("8041", PinMalformed), ("12345", PinTooSimple)])
def test_a_bad_pin_hands_nothing_over(
    session: Session,
    coordinator: Membership,
    programme: Programme,
    wallet: Wallet,
    pin: str,
    error: type[Exception],
) -> None:
    number = build.a_blank_number(session, coordinator, programme)

    with pytest.raises(error), session.begin_nested():
        card_handovers.hand_over(
            session, coordinator, wallet.id, number=number, pin=pin, now=build.NOW
        )

    assert cards.of_wallet(session, wallet.id) == []


def test_a_card_of_somebody_else_is_not_to_be_found(session: Session) -> None:
    held, other = build.a_card(session), build.a_card(session)

    with pytest.raises(CardNotFound):
        cards.get_of_wallet(session, other.wallet.id, held.card.id)


def test_a_pin_is_kept_nowhere(session: Session) -> None:
    held = build.a_card(session)
    row = session.execute(
        text("select encode(hash_sealed, 'escape') from card_pin where card_id = :card"),
        {"card": held.card.id},
    ).scalar_one()

    assert held.pin not in row
    assert "argon2" not in row


def test_one_card_handed_over_twice_at_the_same_moment(
    committed: Session, engine: Engine, vault: Vault
) -> None:
    programme = build.a_programme(committed)
    coordinator = build.a_coordinator(committed, programme)
    two = [build.a_registration(committed, coordinator, programme) for _ in range(2)]
    number = build.a_blank_number(committed, coordinator, programme)
    committed.commit()

    answers = at_once.requests(
        engine,
        vault,
        [
            lambda session, wallet=wallet: hand_over(session, coordinator, wallet, number)
            for wallet in two
        ],
    )

    assert sorted(isinstance(answer, CardAlreadyHandedOver) for answer in answers) == [False, True]


def hand_over(session: Session, by: Membership, wallet: Wallet, number: str) -> cards.Card:
    return card_handovers.hand_over(session, by, wallet.id, number=number, pin=PIN, now=build.NOW)
