"""What somebody with the superuser's password does to sealed history, one function a trick.

Each returns what the audit has to name. `tests/ledger/tamper_trials.py` plays them.
"""

import random
from collections.abc import Callable
from uuid import UUID, uuid4

from sqlalchemy import Connection, text


class Tampering:
    """One trial's hands in the tables: chances from its own seed, names of what it touched."""

    def __init__(self, connection: Connection, chance: random.Random) -> None:
        self.connection = connection
        self.chance = chance

    def run(self, statement: str, **values: object) -> None:
        done = self.connection.execute(text(statement), values)
        assert done.rowcount > 0, f"nobody was hurt by {statement}"

    def ask(self, question: str, **values: object) -> list[int]:
        return list(self.connection.scalars(text(question), values))

    def transfers(self, count: int) -> list[int]:
        """Some of the sealed ones, in no order."""
        ids = self.ask("select id from ledger.transfer where cents > 1 order by id")
        return self.chance.sample(ids, count)

    def owner_of(self, account_id: int) -> UUID:
        owner = self.connection.scalar(
            text("select owner_id from ledger.account where id = :id"), {"id": account_id}
        )
        assert isinstance(owner, UUID)
        return owner

    def mend_balances(self) -> None:
        """Make the live balances fit the changed transfers: nobody is that careful by accident."""
        self.connection.execute(
            text("""
            update ledger.account a set balance = (
                select greatest(0, sum(case when t.target_id = a.id then t.cents else -t.cents end))
                from ledger.transfer t where a.id in (t.source_id, t.target_id)
            ) where a.balance is not null
        """)
        )


def edit_an_amount(hand: Tampering) -> list[str]:
    (id_,) = hand.transfers(1)
    hand.run("update ledger.transfer set cents = cents - 1 where id = :id", id=id_)
    return [f"transfer {id_}"]


def edit_an_amount_and_mend(hand: Tampering) -> list[str]:
    named = edit_an_amount(hand)
    hand.mend_balances()
    return named


def send_it_to_somebody_else(hand: Tampering) -> list[str]:
    (id_,) = hand.transfers(1)
    hand.run(
        """update ledger.transfer t set target_id = (
            select a.id from ledger.account a
            where a.book_id = t.book_id and a.id not in (t.source_id, t.target_id)
            order by a.id desc limit 1
        ) where t.id = :id""",
        id=id_,
    )
    hand.mend_balances()
    return [f"transfer {id_}"]


def turn_it_round(hand: Tampering) -> list[str]:
    (id_,) = hand.transfers(1)
    hand.run(
        "update ledger.transfer set source_id = target_id, target_id = source_id where id = :id",
        id=id_,
    )
    return [f"transfer {id_}"]


def delete_a_transfer(hand: Tampering) -> list[str]:
    (id_,) = hand.transfers(1)
    hand.run("delete from ledger.transfer where id = :id", id=id_)
    return [f"transfer {id_}"]


def delete_a_posting(hand: Tampering) -> list[str]:
    (id_,) = hand.transfers(1)
    (posting_id,) = hand.ask("select posting_id from ledger.transfer where id = :id", id=id_)
    gone = hand.ask("select id from ledger.transfer where posting_id = :id", id=posting_id)
    hand.run("delete from ledger.transfer where posting_id = :id", id=posting_id)
    hand.run("delete from ledger.posting where id = :id", id=posting_id)
    hand.mend_balances()
    return [f"transfer {id_}" for id_ in gone]


def add_a_transfer(hand: Tampering) -> list[str]:
    """Where a posting was undone there is a free id between sealed ones."""
    (free,) = hand.ask("""
        select t.id + 1 from ledger.transfer t
        where not exists (select from ledger.transfer n where n.id = t.id + 1)
          and t.id < (select max(last_transfer_id) from ledger.seal) order by t.id limit 1
    """)
    hand.run(
        """insert into ledger.transfer (id, posting_id, book_id, source_id, target_id, cents)
        overriding system value
        select :free, posting_id, book_id, source_id, target_id, 1 from ledger.transfer
        where id = :like""",
        free=free,
        like=hand.transfers(1)[0],
    )
    return [f"transfer {free}"]


def swap(hand: Tampering, column: str) -> list[str]:
    """Exchange a column of two transfers that differ in it."""
    differing = f"""
        select count(distinct {column}) from ledger.transfer where id in (:one, :other)
    """
    one, other = hand.transfers(2)
    while hand.ask(differing, one=one, other=other) != [2]:
        one, other = hand.transfers(2)
    hand.run(
        f"""update ledger.transfer t set {column} = o.{column} from ledger.transfer o
        where (t.id, o.id) in ((:one, :other), (:other, :one))""",
        one=one,
        other=other,
    )
    return [f"transfer {one}", f"transfer {other}"]


def swap_amounts(hand: Tampering) -> list[str]:
    return swap(hand, "cents")


def swap_postings(hand: Tampering) -> list[str]:
    return swap(hand, "posting_id")


def swap_places(hand: Tampering) -> list[str]:
    free = text("alter table ledger.transfer alter id set generated by default")
    hand.connection.execute(free)
    one, other = hand.transfers(2)
    for old, new in ((one, 0), (other, one), (0, other)):
        hand.run("update ledger.transfer set id = :new where id = :old", old=old, new=new)
    return [f"transfer {one}", f"transfer {other}"]


def back_date(hand: Tampering) -> list[str]:
    (id_,) = hand.transfers(1)
    hand.run(
        """update ledger.posting set posted_at = posted_at - :seconds * interval '1 second'
        where id = (select posting_id from ledger.transfer where id = :id)""",
        id=id_,
        seconds=hand.chance.choice([0.000001, 1, 86400, 86400 * 365]),
    )
    return [f"transfer {id_}"]


def give_it_another_cause(hand: Tampering) -> list[str]:
    (id_,) = hand.transfers(1)
    hand.run(
        """update ledger.posting set cause = cause || ' '
        where id = (select posting_id from ledger.transfer where id = :id)""",
        id=id_,
    )
    return [f"transfer {id_}"]


def swap_owners(hand: Tampering) -> list[str]:
    """Two purses, one rich: everything else stays as it was."""
    one, other = hand.chance.sample(
        hand.ask("select id from ledger.account where kind = 'purse' order by id"), 2
    )
    owners = [hand.owner_of(id_) for id_ in (one, other)]
    for id_, owner in ((one, uuid4()), (other, owners[0]), (one, owners[1])):
        hand.run("update ledger.account set owner_id = :owner where id = :id", owner=owner, id=id_)
    touched = "select min(id) from ledger.transfer where :id in (source_id, target_id)"
    return [f"transfer {hand.ask(touched, id=id_)[0]}" for id_ in (one, other)]


def let_coins_live_longer(hand: Tampering) -> list[str]:
    (purse,) = hand.chance.sample(hand.ask("select id from ledger.account where kind = 'purse'"), 1)
    hand.run("update ledger.account set expires_on = expires_on + 1 where id = :id", id=purse)
    touched = "select min(id) from ledger.transfer where :id in (source_id, target_id)"
    return [f"transfer {hand.ask(touched, id=purse)[0]}"]


def claim_another_bank_entry(hand: Tampering) -> list[str]:
    ids = hand.ask("select id from ledger.transfer where bank_entry_id is not null")
    (id_,) = hand.chance.sample(ids, 1)
    hand.run("update ledger.transfer set bank_entry_id = :new where id = :id", id=id_, new=uuid4())
    return [f"transfer {id_}"]


def edit_a_balance(hand: Tampering) -> list[str]:
    ids = hand.ask("select id from ledger.account where balance is not null")
    (id_,) = hand.chance.sample(ids, 1)
    hand.run("update ledger.account set balance = balance + 1 where id = :id", id=id_)
    return [f"account {id_}"]


def edit_a_seal(hand: Tampering) -> list[str]:
    ids = hand.ask("select id from ledger.seal")
    (id_,) = hand.chance.sample(ids, 1)
    change = hand.chance.choice(
        [
            "root = sha256(root)",
            "signature = sha256(root) || sha256(signature)",
            "leaves = set_byte(leaves, 20, (get_byte(leaves, 20) + 1) % 256)",
            "sealed_at = sealed_at - interval '1 day'",
            "previous_hash = sha256(previous_hash)",
            "key_id = 'another'",
        ]
    )
    hand.run(f"update ledger.seal set {change} where id = :id", id=id_)
    return [f"seal {id_}"]


def delete_a_seal(hand: Tampering) -> list[str]:
    ids = hand.ask("select id from ledger.seal order by id desc offset 1")
    (id_,) = hand.chance.sample(ids, 1)
    hand.run("delete from ledger.seal where id = :id", id=id_)
    return [f"seal {id_}"]


Trick = Callable[[Tampering], list[str]]

TAMPERINGS: list[Trick] = [
    edit_an_amount,
    edit_an_amount_and_mend,
    send_it_to_somebody_else,
    turn_it_round,
    delete_a_transfer,
    delete_a_posting,
    add_a_transfer,
    swap_amounts,
    swap_postings,
    swap_places,
    back_date,
    give_it_another_cause,
    swap_owners,
    let_coins_live_longer,
    claim_another_bank_entry,
    edit_a_balance,
    edit_a_seal,
    delete_a_seal,
]
