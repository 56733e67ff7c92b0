"""A town large enough to measure on: one fund, 10,000 phones with coins, 100 shops with a till."""

import secrets
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import psycopg
from psycopg import sql

from wallet import clock, database
from wallet.banking import accounts as bank_accounts
from wallet.banking.camt_elements import Direction
from wallet.cli import connections, demo_bank
from wallet.cli.demo_bank import Movement
from wallet.database import Session
from wallet.embedded import EmbeddedPostgres
from wallet.embedded.server import DATABASE
from wallet.funds import funds, payment_requests
from wallet.funds.funds import Fund
from wallet.identity import memberships, organisations, people
from wallet.identity.permissions import Role
from wallet.identity.vault import Vault
from wallet.ledger import accounts, postings
from wallet.ledger.accounts import AccountKind
from wallet.ledger.postings import Move
from wallet.merchants import merchants, pairings, tills
from wallet.money import Euros
from wallet.programmes import programmes
from wallet.programmes.programmes import Programme
from wallet.programmes.terms import ProgrammeTerms
from wallet.schema import roles
from wallet.settlement import reconciliation
from wallet.wallets import devices, wallets

PHONES = 10_000
SHOPS = 100
EACH = Euros(90_00)
KEYS = {"bench": bytes(range(32))}
EXPIRES_ON = date(2099, 12, 31)


@dataclass(frozen=True)
class World:
    """How to reach it, and who is in it."""

    database_url: str
    database: str
    book_id: int
    phones: list[tuple[str, bytes]]
    """Handle and secret of each phone."""
    purse_ids: list[int]
    merchant_account_ids: list[int]
    till_tokens: list[str]

    @classmethod
    def build(cls, server: EmbeddedPostgres) -> "World":
        connections.prepare(server)
        url = server.url(roles.APP)
        engine = database.connect(url, pool_size=1)
        now = datetime.now(UTC)
        with database.transaction(engine, vault=Vault(KEYS)) as session:
            fund = _fund(session, now)
            phones, purse_ids = _phones(session, fund, now)
            account_ids, till_tokens = _shops(session, fund.programme, fund.book_id, now)
        engine.dispose()
        return cls(url, DATABASE, fund.book_id, phones, purse_ids, account_ids, till_tokens)

    def copy(self, server: EmbeddedPostgres, database_name: str) -> "World":
        """The same world in a database of its own; nobody may be in this one meanwhile."""
        statement = sql.SQL("create database {} template {}")
        names = sql.Identifier(database_name), sql.Identifier(self.database)
        with psycopg.connect(server.admin_url, autocommit=True) as connection:
            connection.execute(statement.format(*names))
        url = server.url(roles.APP, database=database_name)
        return replace(self, database_url=url, database=database_name)


def on_a_server(measure: Callable[[EmbeddedPostgres], None]) -> None:
    """Measure on an embedded PostgreSQL of its own, with its safe default settings."""
    with tempfile.TemporaryDirectory(prefix="wallet-bench-") as folder:
        server = EmbeddedPostgres(Path(folder) / "postgres")
        try:
            measure(server)
        finally:
            server.discard()


def _fund(session: Session, now: datetime) -> Fund:
    """A fund that received enough for everybody, by a statement of its bank."""
    town = organisations.register(session, name="Bench")
    programme = programmes.open_programme(
        session,
        town,
        name="Bench",
        area="Bench",
        bank_account=bank_accounts.open_account(session, iban="NL04BNGH0285170000", holder="Bench"),
        terms=ProgrammeTerms(
            valid_from=date(2024, 1, 1),
            coin=Euros(1_00),
            lapse_months=12,
            confirm_above=EACH,
            card_pin_above=EACH,
            card_sales_without_pin=100,
            card_day_limit=EACH,
        ),
        today=clock.day_of(now),
    )
    person = people.register(session, name="Bench", email="bench@example.org")
    fund = funds.open_fund(session, programme, town, name="Bench", now=now)
    amount = Euros(PHONES * EACH.cents)
    request = payment_requests.request(session, fund, amount=amount, by=person, now=now)
    received = Movement(
        reference="BENCH-1",
        amount=amount,
        direction=Direction.CREDIT,
        structured_reference=request.reference,
    )
    content = demo_bank.statement(
        iban=programme.bank_account.iban,
        opening=Euros(0),
        booked=[received],
        on=clock.day_of(now),
        number=1,
    )
    reconciliation.take_in(session, content, operator_id=None, by=person, now=now)
    return fund


def _phones(
    session: Session, fund: Fund, now: datetime
) -> tuple[list[tuple[str, bytes]], list[int]]:
    phones, moves = [], []
    pot = accounts.open_account(session, fund.book_id, AccountKind.POT)
    budget = accounts.open_account(session, fund.book_id, AccountKind.BUDGET, fund.sponsor_id)
    postings.post(session, "bench:allotment", [Move(pot, budget, Euros(PHONES * EACH.cents))])
    for number in range(PHONES):
        person = people.register(session, name=f"Bench {number}", birth_year=1980)
        wallet = wallets.open_wallet(session, person, now=now)
        device, secret = devices.enrol(session, wallet, now=now)
        purse = accounts.open_account(
            session, fund.book_id, AccountKind.PURSE, wallet.id, EXPIRES_ON
        )
        phones.append((device.handle, secret))
        moves.append(Move(budget, purse, EACH))
    postings.post(session, f"bench:{secrets.token_hex(4)}", moves)
    return phones, [move.target.id for move in moves]


def _shops(
    session: Session, programme: Programme, book_id: int, now: datetime
) -> tuple[list[int], list[str]]:
    organisation = organisations.register(session, name="Bench shops")
    person = people.register(session, name="Bench shopkeeper", email="shops@example.org")
    memberships.grant(session, person, organisation, Role.MERCHANT, now=now)
    account_ids, till_tokens = [], []
    for number in range(SHOPS):
        merchant = merchants.open_merchant(
            session,
            organisation,
            name=f"Bench {number}",
            category="bench",
            neighbourhood="Bench",
            iban="NL44INGB0000000101",
            payee="Bench",
            now=now,
        )
        merchants.join(session, merchant, programme, now=now)
        till = tills.add(session, merchant, name="1", now=now)
        code = pairings.issue(session, till, by=person, now=now)
        till_tokens.append(pairings.pair(session, code, now=now))
        account_ids.append(_merchant_account(session, book_id, merchant.id))
    return account_ids, till_tokens


def _merchant_account(session: Session, book_id: int, merchant_id: UUID) -> int:
    return accounts.open_account(session, book_id, AccountKind.MERCHANT, merchant_id).id
