"""Many tills, or one impatient till, at the same moment."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from tests import at_once, build
from wallet.identity.vault import Vault
from wallet.ledger import audit
from wallet.merchants import phone_sales, redemptions, reversals
from wallet.merchants.redemptions import Redemption
from wallet.merchants.refusals import NotPaid, RefusedRedemption
from wallet.merchants.tills import Till
from wallet.money import Euros
from wallet.wallets import wallets

THREADS = 16


def redeeming(till_id: UUID, sale: dict[str, Any]) -> Callable[[Session], Redemption]:
    return lambda session: phone_sales.redeem(session, session.get_one(Till, till_id), **sale)


def test_one_code_at_sixteen_moments_pays_once(
    committed: Session, engine: Engine, vault: Vault
) -> None:
    programme = build.a_programme(committed)
    payer = build.a_participant(committed, cents=10_000, programme=programme)
    tills = [build.a_till(committed, programme) for _ in range(THREADS)]
    committed.commit()

    answers = at_once.requests(
        engine, vault, [redeeming(till.id, build.a_sale(payer, cents=100)) for till in tills]
    )

    paid = [answer for answer in answers if isinstance(answer, Redemption)]
    assert len(paid) == 1
    assert sum(isinstance(answer, NotPaid) for answer in answers) == THREADS - 1
    assert wallets.balance(committed, payer.wallet) == Euros(9_900)
    assert committed.scalar(select(func.count()).select_from(RefusedRedemption)) == THREADS - 1


def test_one_request_id_sixteen_times_gives_one_answer(
    committed: Session, engine: Engine, vault: Vault
) -> None:
    programme = build.a_programme(committed)
    payer = build.a_participant(committed, cents=10_000, programme=programme)
    till = build.a_till(committed, programme)
    committed.commit()
    sale = build.a_sale(payer, cents=100)

    answers = at_once.requests(engine, vault, [redeeming(till.id, sale)] * THREADS)

    receipts = {answer.receipt for answer in answers if isinstance(answer, Redemption)}
    assert len(receipts) == 1
    assert all(isinstance(answer, Redemption) for answer in answers)
    assert wallets.balance(committed, payer.wallet) == Euros(9_900)


def test_two_phones_of_one_wallet_never_spend_more_than_there_is(
    committed: Session, engine: Engine, vault: Vault
) -> None:
    programme = build.a_programme(committed)
    first = build.a_participant(committed, cents=1_000, programme=programme)
    phones = [first] + [build.a_phone(committed, first.wallet) for _ in range(7)]
    till = build.a_till(committed, programme)
    committed.commit()

    answers = at_once.requests(
        engine, vault, [redeeming(till.id, build.a_sale(phone, cents=300)) for phone in phones]
    )

    paid = sorted(answer.paid.cents for answer in answers if isinstance(answer, Redemption))
    assert paid == [100, 300, 300, 300]
    assert wallets.balance(committed, first.wallet) == Euros(0)
    with engine.connect() as connection:
        assert audit.audit(connection).is_clean


def test_a_reversal_asked_sixteen_times_gives_the_coins_back_once(
    committed: Session, engine: Engine, vault: Vault
) -> None:
    programme = build.a_programme(committed)
    payer = build.a_participant(committed, cents=1_000, programme=programme)
    till = build.a_till(committed, programme)
    redemption = phone_sales.redeem(committed, till, **build.a_sale(payer, cents=600))
    committed.commit()

    def reversing(session: Session) -> reversals.Reversal:
        own_till = session.get_one(Till, till.id)
        own = redemptions.get_by_request(session, own_till, redemption.request_id)
        return reversals.reverse(session, own, by=own_till, now=build.NOW)

    answers = at_once.requests(engine, vault, [reversing] * THREADS)

    assert all(isinstance(answer, reversals.Reversal) for answer in answers)
    assert wallets.balance(committed, payer.wallet) == Euros(1_000)


def test_a_till_that_gives_up_while_it_asks_ends_without_a_sale(
    committed: Session, engine: Engine, vault: Vault
) -> None:
    """Whichever comes first, the participant keeps the coins."""
    programme = build.a_programme(committed)
    payer = build.a_participant(committed, cents=1_000, programme=programme)
    till = build.a_till(committed, programme)
    committed.commit()
    sale = build.a_sale(payer, cents=600)

    def revoking(session: Session) -> object:
        own_till = session.get_one(Till, till.id)
        return reversals.revoke(session, own_till, sale["request_id"], now=build.NOW)

    at_once.requests(engine, vault, [redeeming(till.id, sale), revoking])

    assert wallets.balance(committed, payer.wallet) == Euros(1_000)
