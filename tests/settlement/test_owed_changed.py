"""A sale that is undone while a settlement is drawn up."""

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests import build
from tests.settlement import debts
from wallet.ledger import audit
from wallet.settlement import payouts, settlements
from wallet.settlement.payouts import OwedChanged
from wallet.settlement.settlements import Settlement


def test_what_was_read_before_a_reversal_is_not_paid_out(
    committed: Session, engine: Engine
) -> None:
    programme = build.a_programme(committed)
    merchant, fund = build.a_merchant(committed, programme), build.a_fund(committed, programme)
    debts.owe(committed, merchant, fund, 5_00)
    treasurer = build.a_person(committed)
    settlement = Settlement(programme=programme, drawn_up_by=treasurer, drawn_up_at=build.NOW)
    committed.add(settlement)
    committed.commit()
    selection = settlements.owed(committed, programme, now=build.NOW)
    (read,), account = selection.paid, selection.accounts[merchant.id]

    with Session(engine) as till:
        debts.undo(till, till.merge(merchant), till.merge(fund), 3_00)
        till.commit()
    with pytest.raises(OwedChanged):
        payouts.set_aside(committed, settlement.id, read, account, now=build.NOW)
    committed.rollback()

    assert debts.owed(committed, merchant) == [2_00]
    committed.rollback()
    with engine.connect() as connection:
        assert audit.audit(connection).is_clean
