"""A past of sales: what years of use leave in the ledger, written by the superuser in bulk."""

from concurrent.futures import ThreadPoolExecutor

import psycopg

from bench.world import World
from wallet.embedded import EmbeddedPostgres

AT_ONCE = 250_000
HANDS = 2
SPREAD_DAYS = 700

_SALES = """
with made as (
    insert into ledger.posting (cause, posted_at)
    select 'redemption:' || gen_random_uuid(), now() - random() * make_interval(days => %(days)s)
    from generate_series(1, %(count)s)
    returning id
)
insert into ledger.transfer (posting_id, book_id, source_id, target_id, cents)
select id, %(book)s,
       (%(purses)s::bigint[])[1 + trunc(random() * %(purse_count)s)::int],
       (%(shops)s::bigint[])[1 + trunc(random() * %(shop_count)s)::int], 1
from made
"""
_BALANCES = """
update ledger.account a set balance = a.balance - m.cents
from (
    select source_id, sum(cents) as cents from ledger.transfer where id > %(before)s
    group by source_id
) as m
where a.id = m.source_id
"""


def fill(server: EmbeddedPostgres, world: World, count: int) -> None:
    """Write this many sales of a cent by random purses at random shops, a posting each.

    Past `ledger.post` (its triggers and foreign keys are off), but as it would have left them:
    indexes grown row by row, causes as random as those of real sales, live balances that equal
    their transfers.
    """
    url = server.url(database=world.database)
    facts = {
        "book": world.book_id,
        "purses": world.purse_ids,
        "shops": world.merchant_account_ids,
        "purse_count": len(world.purse_ids),
        "shop_count": len(world.merchant_account_ids),
        "days": SPREAD_DAYS,
    }

    def sell(sales: int) -> None:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("set session_replication_role = replica")
            connection.execute(_SALES, facts | {"count": sales})

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("set session_replication_role = replica")
        (before,) = connection.execute("select max(id) from ledger.transfer").fetchone() or (0,)
        parts = [min(AT_ONCE, count - done) for done in range(0, count, AT_ONCE)]
        with ThreadPoolExecutor(HANDS) as hands:
            list(hands.map(sell, parts))
        connection.execute(_BALANCES, {"before": before})
        connection.execute("vacuum analyze")
        connection.execute("checkpoint")
