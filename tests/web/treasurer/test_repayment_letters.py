"""Euros go back with a letter, and the sponsor sees on its own pages where they are."""

from datetime import timedelta

import pypdfium2
import pytest

from tests import build, treasury
from tests.client import Client
from tests.treasury import Treasury
from wallet import clock
from wallet.money import Euros
from wallet.programmes import endings
from wallet.settlement import assignments, repayments
from wallet.settlement.repayments import Payee, Repayment

TODAY = clock.day_of(clock.now())
RECEIVER = Payee("Sponsor B.V.", "NL02 ABNA 0123 4567 89", "Rest of the programme")


@pytest.fixture
def rest(office: Treasury) -> Repayment:
    """The programme is over; what is left of its fund was drawn up, and nobody agreed yet."""
    long_ago = clock.now() - timedelta(days=80)
    endings.announce(
        office.session,
        office.programme,
        last_reward_on=clock.day_of(long_ago),
        spend_until=TODAY - timedelta(days=1),
        reason="The contract ends",
        by=office.treasurer.person,
        now=long_ago,
    )
    build.top_up(office.session, office.fund, 120_00)
    drawn_up = repayments.draw_up(
        office.session,
        office.fund,
        amount=Euros(100_00),
        payee=RECEIVER,
        by=office.treasurer.person,
        now=build.NOW,
    )
    office.session.commit()
    return drawn_up


def approve(office: Treasury, repayment: Repayment) -> None:
    by = office.colleague.person
    repayments.decide(office.session, repayment, is_approved=True, by=by, now=build.NOW)
    office.session.commit()


def sign_in_sponsor(visitor: Client, office: Treasury) -> None:
    member = treasury.a_sponsor(office)
    office.session.commit()
    visitor.sign_in(member)


def words_of(content: bytes) -> str:
    words: str = pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range()
    return words.replace("\u00a0", " ")


def test_a_letter_comes_once_a_second_person_agreed(
    visitor: Client, office: Treasury, rest: Repayment
) -> None:
    page, letter = f"/treasurer/repayments/{rest.id}", f"/treasurer/repayments/{rest.id}.pdf"
    assert letter not in visitor.get(page).text
    assert visitor.get(letter).status_code == 409
    approve(office, rest)

    assert letter in visitor.get(page).text
    words = words_of(visitor.get(letter).data)

    assert office.fund.name in words
    assert "€100.00" in words
    assert rest.end_to_end_id in words
    assert rest.iban not in words.replace(" ", "")
    assert "has not confirmed it yet" in words


def test_a_sender_nobody_asked_gets_a_letter_without_a_fund(
    visitor: Client, office: Treasury
) -> None:
    entry = office.an_unmatched_entry(50_00)
    by = office.treasurer.person
    drawn_up = assignments.send_back(office.session, entry, RECEIVER, by=by, now=build.NOW)
    approve(office, drawn_up)

    words = words_of(visitor.get(f"/treasurer/repayments/{drawn_up.id}.pdf").data)

    assert "we received €50.00" in words
    assert "by the books of" not in words


def test_the_sponsor_sees_what_goes_back_and_pays_in_no_more(
    visitor: Client, office: Treasury, rest: Repayment
) -> None:
    sign_in_sponsor(visitor, office)
    page, letter = f"/sponsor/funds/{office.fund.id}", f"/sponsor/funds/repayments/{rest.id}.pdf"
    assert visitor.get(letter).status_code == 404, "a draft is nobody's promise"
    approve(office, rest)

    for seen in (visitor.get("/sponsor/").text, visitor.get(page).text):
        assert "is over" in seen
        assert "Pay in" not in seen
    assert letter in visitor.get(page).text
    assert "€100.00" in words_of(visitor.get(letter).data)


def test_the_letter_of_others_is_not_there(
    visitor: Client, office: Treasury, rest: Repayment
) -> None:
    approve(office, rest)
    theirs = treasury.open_treasury(office.session)
    visitor.sign_in(theirs.treasurer)
    assert visitor.get(f"/treasurer/repayments/{rest.id}.pdf").status_code == 404
    sign_in_sponsor(visitor, theirs)
    assert visitor.get(f"/sponsor/funds/repayments/{rest.id}.pdf").status_code == 404


def test_rests_are_drawn_up_only_while_something_is_left(
    visitor: Client, office: Treasury, rest: Repayment
) -> None:
    button, page = "Draw up the repayments", "/treasurer/repayments/"
    assert button in visitor.get(page).text
    repayments.draw_up(
        office.session,
        office.fund,
        amount=Euros(20_00),
        payee=RECEIVER,
        by=office.treasurer.person,
        now=build.NOW,
    )
    office.session.commit()

    assert button not in visitor.get(page).text
    assert "Nothing is left" in visitor.get(page).text
