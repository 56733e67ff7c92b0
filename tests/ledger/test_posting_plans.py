"""How the database finds what a posting needs: never by reading a table through."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from tests import build
from tests.ledger.test_postings import a_merchant_account, a_purse, earn, pot_of
from wallet.ledger import postings
from wallet.ledger.postings import Move
from wallet.money import Euros

_OPEN = (
    "select ledger.open_account(:book, 'budget', gen_random_uuid()) from generate_series(1, 500)"
)
_READ_THROUGH = """
select coalesce(sum(seq_scan), 0) from pg_stat_xact_user_tables
where schemaname = 'ledger' and relname in ('account', 'transfer')
"""


def test_a_posting_reads_neither_accounts_nor_transfers_through(session: Session) -> None:
    pot = pot_of(session, build.a_fund(session, cents=10_00).book_id)
    shop = a_merchant_account(session, pot.book_id)
    purse = a_purse(session, pot)
    session.execute(text(_OPEN), {"book": pot.book_id})
    before = session.scalar(text(_READ_THROUGH))

    earn(session, pot, purse, 5_00)
    postings.post(session, "redemption:1", [Move(purse, shop, Euros(5_00))])
    postings.post(session, "reversal:1", [Move(shop, purse, Euros(2_00))])
    postings.post_all(session, {"redemption:2": [Move(purse, shop, Euros(1))]})

    assert session.scalar(text(_READ_THROUGH)) == before
