"""Returns that nobody answered yet: the payout came back, and the shop was not paid since."""

from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload

from wallet.programmes.programmes import Programme
from wallet.settlement.payouts import Payout
from wallet.settlement.returns import PayoutReturn
from wallet.settlement.settlements import Settlement


def of_operator(session: Session, operator_id: UUID) -> list[PayoutReturn]:
    """Of the programmes of this operator, newest first."""
    later = aliased(Payout)
    return list(
        session.scalars(
            select(PayoutReturn)
            .join(PayoutReturn.payout)
            .join(Settlement, Settlement.id == Payout.settlement_id)
            .join(Settlement.programme)
            .options(
                contains_eager(PayoutReturn.payout).joinedload(Payout.merchant),
                joinedload(PayoutReturn.bank_entry),
            )
            .where(
                Programme.operator_id == operator_id,
                ~exists().where(
                    later.merchant_id == Payout.merchant_id, later.number > Payout.number
                ),
            )
            .order_by(PayoutReturn.returned_at.desc(), PayoutReturn.payout_id)
        )
    )
