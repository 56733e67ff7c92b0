"""What `docs/ledger-format.md` says by example is what the code does."""

import re
from datetime import datetime
from pathlib import Path

import pytest

from tests.database import TestDatabase
from wallet.ledger import canonical, merkle, seals
from wallet.ledger.seal_keys import PublicKeys, SigningKey
from wallet.ledger.seals import Seal

PAGE = (Path(__file__).parents[2] / "docs" / "ledger-format.md").read_text("utf-8")

SEAL_LINES = (
    "id",
    "first_transfer_id",
    "last_transfer_id",
    "transfer_count",
    "root",
    "previous_hash",
    "sealed_at",
)

ROWS = """
set local session_replication_role = replica;
insert into ledger.book (id) overriding system value values (1);
insert into ledger.account (id, book_id, kind, owner_id, expires_on, balance)
overriding system value values
    (1, 1, 'bank', null, null, null),
    (2, 1, 'pot', null, null, 500),
    (3, 1, 'purse', '5b0c2a9e-8a53-4c39-9d4b-2f1f0a6f7a11', '2027-01-31', 1680),
    (4, 1, 'merchant', 'c7d3f1a0-1b1e-4a58-8f0d-5f6a7f2b9e22', null, null);
insert into ledger.posting (id, cause, posted_at) overriding system value values
    (1, 'top-up:7', '2026-01-31 08:00:00Z'),
    (2, 'reward:12', '2026-01-31 09:30:00Z'),
    (3, 'redemption:5', '2026-01-31 10:15:42.123456Z');
insert into ledger.transfer (id, posting_id, book_id, source_id, target_id, cents, bank_entry_id)
overriding system value values
    (1, 1, 1, 1, 2, 2500, '0d9a4f55-6f0e-4d8e-9a3b-7c1d2e3f4a33'),
    (2, 2, 1, 2, 3, 2000, null),
    (4, 3, 1, 3, 4, 320, null);
"""


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```text {kind}\n(.*?)\n```", PAGE, re.DOTALL)


@pytest.fixture
def lines(database: TestDatabase) -> list[tuple[int, str]]:
    """The example's transfers as the database writes them, whatever its sessions' settings."""
    with database.superuser.connect() as connection:
        connection.exec_driver_sql(ROWS)
        connection.exec_driver_sql("set datestyle = 'German'; set timezone = 'Asia/Tokyo'")
        return canonical.lines(connection, after=0, until=4)


def test_canonical_bytes_are_those_of_the_page(lines: list[tuple[int, str]]) -> None:
    assert [line for _, line in lines] == blocks("transfer")


def test_leaves_node_and_root_are_those_of_the_page(lines: list[tuple[int, str]]) -> None:
    leaves = [merkle.leaf(line.encode()) for _, line in lines]

    assert re.findall(r"Leaf `([0-9a-f]{64})`", PAGE) == [leaf.hex() for leaf in leaves]
    assert merkle.node(leaves[0], leaves[1]).hex() in PAGE
    assert blocks("seal")[0].splitlines()[5] == merkle.root(leaves).hex()


def test_the_seal_is_that_of_the_page() -> None:
    values = dict(zip(("format", *SEAL_LINES), blocks("seal")[0].splitlines(), strict=True))
    seal = Seal(
        id=int(values["id"]),
        first_transfer_id=int(values["first_transfer_id"]),
        last_transfer_id=int(values["last_transfer_id"]),
        transfer_count=int(values["transfer_count"]),
        root=bytes.fromhex(values["root"]),
        previous_hash=seals.NO_HASH,
        sealed_at=datetime.fromisoformat(values["sealed_at"]),
    )
    key = SigningKey(bytes(range(32)))
    signature = bytes.fromhex("".join(blocks("signature")[0].split()))

    assert seal.message.decode() == blocks("seal")[0]
    assert f"`{seal.hash.hex()}`" in PAGE
    assert f"`{key.id}`" in PAGE
    assert PublicKeys([key.public]).signed(seal.message, signature, key_id=key.id)


def test_the_fields_are_those_of_the_page() -> None:
    table = PAGE.split("## Tree")[0]

    for name in ("posting_id", "posted_at", "book_id", "cents", "bank_entry_id", "cause"):
        assert f"| {name}" in table
        assert name in canonical.FIELDS
    assert len(canonical.FIELDS) == 16
