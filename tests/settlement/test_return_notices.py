"""A payout that comes back: shop and treasurers are told what happened and what to do."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import build
from tests.settlement import debts, files
from wallet.funds import funds
from wallet.funds.funds import Fund
from wallet.identity.permissions import Role
from wallet.merchants.merchants import Merchant
from wallet.money import Euros
from wallet.notifications.outbox import Message
from wallet.programmes.programmes import Programme
from wallet.settlement import progress, reconciliation, unanswered_returns
from wallet.settlement.progress import PayoutState, Stage
from wallet.settlement.settlements import Settlement


@pytest.fixture
def settlement(session: Session, programme: Programme, shop: Merchant) -> Settlement:
    return debts.an_exported_settlement(session, programme)[0]


def bring_back(session: Session, settlement: Settlement, *, number: int = 1) -> None:
    [payout] = settlement.payouts
    back = files.a_credit(20_00, end_to_end_id=payout.end_to_end_id, is_return=True)
    statement = debts.a_statement(session, settlement.programme, back, number=number)
    files.take_in(session, settlement.programme, statement)


def mails(session: Session) -> dict[str, Message]:
    return {each.recipient: each for each in session.scalars(select(Message))}


def test_shop_and_treasurers_are_told_what_to_do(
    session: Session, programme: Programme, shop: Merchant, settlement: Settlement
) -> None:
    owner = build.a_member(session, Role.MERCHANT, shop.organisation).person
    treasurer = build.a_member(session, Role.TREASURER, programme.operator).person
    officer = build.a_member(session, Role.OFFICER, programme.operator).person

    bring_back(session, settlement)
    sent = mails(session)

    to_shop, to_office = sent[str(owner.email)], sent[str(treasurer.email)]
    assert to_shop.subject.endswith("kwam terug")
    assert "De rekening is opgeheven. (AC04)" in to_shop.body
    assert "het bedrag zit in uw volgende uitbetaling" in to_shop.body
    assert shop.iban not in to_shop.body, "a mail never shows a whole account number"
    assert shop.name in to_office.subject
    assert "Bel de winkel op een nummer dat u kent." in to_office.body
    assert str(officer.email) not in sent


def test_the_same_statement_again_mails_nobody_twice(
    session: Session, shop: Merchant, settlement: Settlement
) -> None:
    build.a_member(session, Role.MERCHANT, shop.organisation)
    bring_back(session, settlement)
    count = files.count_of(session, Message)

    bring_back(session, settlement, number=2)

    assert files.count_of(session, Message) == count > 0


def test_it_waits_for_the_treasurer_until_the_shop_is_paid_again(
    session: Session, programme: Programme, settlement: Settlement
) -> None:
    bring_back(session, settlement)
    [waiting] = unanswered_returns.of_operator(session, programme.operator_id)
    elsewhere = build.a_programme(session).operator_id

    debts.a_settlement(session, programme)

    assert waiting.payout in settlement.payouts
    assert unanswered_returns.of_operator(session, programme.operator_id) == []
    assert unanswered_returns.of_operator(session, elsewhere) == []


def test_a_debit_that_is_told_after_its_return_is_known(
    session: Session, programme: Programme, fund: Fund, settlement: Settlement
) -> None:
    """Statements arrive late; then nothing may wait for a person who can do nothing with it."""
    bring_back(session, settlement)
    [payout] = settlement.payouts
    debit = files.a_debit(20_00, end_to_end_id=payout.end_to_end_id)

    files.take_in(session, programme, debts.a_statement(session, programme, debit, number=2))

    assert reconciliation.unmatched(session, programme.operator_id) == []
    reached = progress.of(session, settlement)
    assert (reached.stage, reached.states[payout.id]) == (Stage.PAID, PayoutState.RETURNED)
    assert funds.figures(session, fund).in_bank == Euros(20_00)
    assert funds.figures(session, fund).merchants == Euros(20_00)
