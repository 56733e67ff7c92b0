"""Value moves through `postings.post`, and through nothing else."""

import threading
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, ProgrammingError
from sqlalchemy.orm import Session

from tests import build
from wallet.banking.camt_elements import Direction
from wallet.ledger import accounts, audit, postings, sums
from wallet.ledger.accounts import Account, AccountKind
from wallet.ledger.postings import (
    BankEntryAlreadyUsed,
    CauseAlreadyPosted,
    InsufficientCoins,
    Move,
    PostingMalformed,
)
from wallet.money import Euros


def pot_of(session: Session, book_id: int) -> Account:
    return accounts.open_account(session, book_id, AccountKind.POT)


def a_merchant_account(session: Session, book_id: int, owner_id: UUID | None = None) -> Account:
    return accounts.open_account(session, book_id, AccountKind.MERCHANT, owner_id or uuid4())


def a_budget_account(session: Session, book_id: int) -> Account:
    return accounts.open_account(session, book_id, AccountKind.BUDGET, uuid4())


def a_purse(session: Session, pot: Account, cents: int = 0) -> Account:
    """Somebody's purse that holds these cents of the pot."""
    kind, expires_on = AccountKind.PURSE, build.LAPSES_ON
    purse = accounts.open_account(session, pot.book_id, kind, uuid4(), expires_on)
    if cents:
        earn(session, pot, purse, cents)
    return purse


def earn(session: Session, pot: Account, purse: Account, cents: int) -> None:
    """From the pot into a purse, by way of a budget."""
    budget, amount = a_budget_account(session, pot.book_id), Euros(cents)
    moves = [Move(pot, budget, amount), Move(budget, purse, amount)]
    postings.post(session, f"reward:{uuid4()}", moves)


def test_a_posting_moves_value_within_its_book(session: Session) -> None:
    fund = build.a_fund(session, cents=10_00)
    pot, budget = pot_of(session, fund.book_id), a_budget_account(session, fund.book_id)

    posting = postings.post(session, "allotment:1", [Move(pot, budget, Euros(3_20))])

    assert not posting.is_repeat
    assert len(posting.transfer_ids) == 1
    assert posting.balances == {pot.id: Euros(6_80), budget.id: Euros(3_20)}
    assert accounts.balance(session, pot) == Euros(6_80)
    assert accounts.balance(session, budget) == Euros(3_20)


def test_the_same_cause_again_is_the_first_posting(session: Session) -> None:
    fund = build.a_fund(session, cents=10_00)
    pot, budget = pot_of(session, fund.book_id), a_budget_account(session, fund.book_id)
    moves = [Move(pot, budget, Euros(3_00))]

    first = postings.post(session, "allotment:1", moves)
    again = postings.post(session, "allotment:1", moves)

    assert again.is_repeat
    assert again.posting_id == first.posting_id
    assert again.transfer_ids == first.transfer_ids
    assert accounts.balance(session, pot) == Euros(7_00)


def test_the_same_cause_with_other_moves_is_refused(session: Session) -> None:
    fund = build.a_fund(session, cents=10_00)
    pot, budget = pot_of(session, fund.book_id), a_budget_account(session, fund.book_id)
    postings.post(session, "allotment:1", [Move(pot, budget, Euros(3_00))])

    with pytest.raises(CauseAlreadyPosted), session.begin_nested():
        postings.post(session, "allotment:1", [Move(pot, budget, Euros(4_00))])

    assert accounts.balance(session, pot) == Euros(7_00)


def test_an_account_with_a_floor_never_goes_below_it(session: Session) -> None:
    fund = build.a_fund(session, cents=10_00)
    pot, budget = pot_of(session, fund.book_id), a_budget_account(session, fund.book_id)

    with pytest.raises(InsufficientCoins) as refusal, session.begin_nested():
        postings.post(session, "allotment:1", [Move(pot, budget, Euros(10_01))])

    assert refusal.value.available == Euros(10_00)
    assert refusal.value.wanted == Euros(10_01)
    assert refusal.value.account_id == pot.id


def test_value_never_leaves_its_book(session: Session) -> None:
    fund, other = build.a_fund(session, cents=10_00), build.a_fund(session)

    move = Move(pot_of(session, fund.book_id), pot_of(session, other.book_id), Euros(1))

    with pytest.raises(PostingMalformed) as refusal, session.begin_nested():
        postings.post(session, "allotment:1", [move])

    assert refusal.value.rule == "fk_transfer_target_id_book_id_account"


@pytest.mark.parametrize("cents", [0, -1, 2_000_000_000_000, 2**63 - 1])
def test_an_amount_out_of_range_is_refused(session: Session, cents: int) -> None:
    fund = build.a_fund(session, cents=10_00)
    pot, budget = pot_of(session, fund.book_id), a_budget_account(session, fund.book_id)

    with pytest.raises(PostingMalformed), session.begin_nested():
        postings.post(session, "allotment:1", [Move(pot, budget, Euros(cents))])


@pytest.mark.parametrize("cause", ["", "x" * 201, "x" * 10_000])
def test_a_cause_is_a_short_text(session: Session, cause: str) -> None:
    fund = build.a_fund(session, cents=10_00)
    pot, budget = pot_of(session, fund.book_id), a_budget_account(session, fund.book_id)

    with pytest.raises(PostingMalformed), session.begin_nested():
        postings.post(session, cause, [Move(pot, budget, Euros(1))])


def test_a_posting_without_moves_is_refused(session: Session) -> None:
    with pytest.raises(PostingMalformed), session.begin_nested():
        postings.post(session, "allotment:1", [])


def test_from_an_account_to_itself_is_refused(session: Session) -> None:
    fund = build.a_fund(session, cents=10_00)
    pot = pot_of(session, fund.book_id)

    with pytest.raises(PostingMalformed), session.begin_nested():
        postings.post(session, "allotment:1", [Move(pot, pot, Euros(1))])


def test_a_reversal_moves_everything_back(session: Session) -> None:
    fund = build.a_fund(session, cents=10_00)
    pot, budget = pot_of(session, fund.book_id), a_budget_account(session, fund.book_id)
    postings.post(session, "allotment:1", [Move(pot, budget, Euros(3_00))])
    posting = postings.find(session, "allotment:1")
    assert posting is not None

    postings.reverse(session, "allotment-reversal:1", of=posting)

    assert accounts.balance(session, pot) == Euros(10_00)
    assert accounts.balance(session, budget) == Euros(0)


def test_no_euro_enters_without_a_bank_entry(session: Session) -> None:
    fund = build.a_fund(session)
    bank = accounts.open_account(session, fund.book_id, AccountKind.BANK)

    with pytest.raises(PostingMalformed) as refusal, session.begin_nested():
        postings.post(session, "top-up:1", [Move(bank, pot_of(session, fund.book_id), Euros(1))])

    assert refusal.value.rule == "bank_entry_named"


def test_a_received_euro_is_counted_once(session: Session) -> None:
    fund = build.a_fund(session)
    bank = accounts.open_account(session, fund.book_id, AccountKind.BANK)
    pot = pot_of(session, fund.book_id)
    entry = build.a_bank_entry(session, fund.programme, 10_00)
    postings.post(session, "top-up:1", [Move(bank, pot, Euros(10_00), entry.id)])

    with pytest.raises(BankEntryAlreadyUsed), session.begin_nested():
        postings.post(session, "top-up:2", [Move(bank, pot, Euros(1), entry.id)])


def test_a_debit_brings_no_euros_in(session: Session) -> None:
    fund = build.a_fund(session)
    bank = accounts.open_account(session, fund.book_id, AccountKind.BANK)
    entry = build.a_bank_entry(session, fund.programme, 10_00, Direction.DEBIT)

    move = Move(bank, pot_of(session, fund.book_id), Euros(10_00), entry.id)

    with pytest.raises(BankEntryAlreadyUsed), session.begin_nested():
        postings.post(session, "top-up:1", [move])


def test_a_merchant_has_no_live_balance_and_is_summed(session: Session) -> None:
    fund = build.a_fund(session, cents=10_00)
    pot, shop = pot_of(session, fund.book_id), a_merchant_account(session, fund.book_id)

    postings.post(session, "x:1", [Move(a_purse(session, pot, 4_00), shop, Euros(4_00))])

    assert shop.balance is None
    assert accounts.balance(session, shop) == Euros(4_00)
    held = sums.of_books(session, [fund.book_id])[fund.book_id].held
    assert held[AccountKind.MERCHANT] == Euros(4_00)


@pytest.mark.parametrize(
    "attempt",
    [
        (
            "insert into ledger.transfer (posting_id, book_id, source_id, target_id, cents)"
            " values (1, 1, 1, 2, 1)"
        ),
        "insert into ledger.posting (cause) values ('mine')",
        "update ledger.account set balance = 100",
        "delete from ledger.transfer",
        "truncate ledger.posting cascade",
        "select * from ledger.account for update",
    ],
)
def test_the_application_cannot_touch_the_ledgers_tables(session: Session, attempt: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), session.begin_nested():
        session.execute(text(attempt))


@pytest.mark.parametrize(
    "attempt",
    [
        "update ledger.transfer set cents = 1",
        "delete from ledger.posting",
        "truncate ledger.transfer",
        "update ledger.account set kind = 'pot'",
        "delete from ledger.account",
    ],
)
def test_even_the_owner_cannot_edit_history(owner_engine: Engine, attempt: str) -> None:
    with (
        owner_engine.connect() as connection,
        pytest.raises(DBAPIError, match=r"append-only|foreign key"),
    ):
        connection.execute(text(attempt))


def test_crossing_and_repeated_postings_from_many_threads(
    engine: Engine, committed: Session
) -> None:
    """Money for exactly one sale and 16 threads: one gets it. The same cause: one posting."""
    fund = build.a_fund(committed, cents=5_00)
    pot, budget = pot_of(committed, fund.book_id), a_budget_account(committed, fund.book_id)
    committed.commit()
    outcomes: list[str] = []

    def attempt(number: int) -> None:
        with Session(engine) as own:
            try:
                posting = postings.post(own, f"x:{number % 8}", [Move(pot, budget, Euros(5_00))])
                own.commit()
                outcomes.append(str(posting.posting_id))
            except InsufficientCoins:
                outcomes.append("refused")

    threads = [threading.Thread(target=attempt, args=(number,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    winners = [outcome for outcome in outcomes if outcome != "refused"]
    assert len(outcomes) == 16
    assert 1 <= len(winners) <= 2  # the winning cause, and its repeat if that came after
    assert len(set(winners)) == 1
    assert accounts.balance(committed, pot) == Euros(0)


def test_the_audit_of_honest_books_is_clean(engine: Engine, committed: Session) -> None:
    fund = build.a_fund(committed, cents=5_00)
    pot, budget = pot_of(committed, fund.book_id), a_budget_account(committed, fund.book_id)
    postings.post(committed, "x:1", [Move(pot, budget, Euros(5_00))])
    committed.commit()

    with engine.connect() as connection:
        report = audit.audit(connection)

    assert report.is_clean
    assert report.bank_cents == 5_00
    assert report.transfers == 2
