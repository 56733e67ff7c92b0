"""A programme with its money: a fund, two treasurers, a sponsor that pays, shops that are owed."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tests import build
from tests.client import bearer
from tests.settlement import debts
from wallet.banking.camt_elements import Direction
from wallet.banking.statements import BankEntry
from wallet.cli import demo_bank
from wallet.cli.demo_bank import Batch, Movement
from wallet.funds import funds, payment_requests
from wallet.funds.funds import Fund
from wallet.funds.payment_requests import PaymentRequest
from wallet.identity import access_tokens
from wallet.identity.memberships import Membership
from wallet.identity.permissions import Role
from wallet.merchants.merchants import Merchant
from wallet.money import Euros
from wallet.programmes.programmes import Programme
from wallet.settlement import approvals, calendars, payment_files, reconciliation, settlements
from wallet.settlement.calendars import Calendar
from wallet.settlement.settlements import Settlement

NOT_AN_ID = "00000000-0000-4000-8000-000000000000"


@dataclass(frozen=True)
class Treasury:
    """Who and what is there. What is made with it is committed, so that HTTP sees it."""

    session: Session
    programme: Programme
    fund: Fund
    treasurer: Membership
    colleague: Membership

    def token_of(self, member: Membership) -> dict[str, str]:
        """The header with which a program acts for this member."""
        token = access_tokens.issue(self.session, member, now=build.NOW)
        self.session.commit()
        return bearer(token)

    @property
    def as_treasurer(self) -> dict[str, str]:
        return self.token_of(self.treasurer)

    @property
    def as_colleague(self) -> dict[str, str]:
        return self.token_of(self.colleague)

    def pot(self) -> int:
        """The cents in the pot of the fund."""
        self.session.rollback()
        return funds.figures(self.session, self.fund).pot.cents

    def a_request(self, cents: int) -> PaymentRequest:
        """What the sponsor is asked to pay."""
        by = build.a_person(self.session, name="Sponsor")
        request = payment_requests.request(
            self.session, self.fund, amount=Euros(cents), by=by, now=build.NOW
        )
        self.session.commit()
        return request

    def a_shop(self, *, owed: int) -> Merchant:
        """A shop that is owed so many cents, euros received and all."""
        shop = build.a_merchant(self.session, self.programme)
        debts.owe(self.session, shop, self.fund, owed)
        self.session.commit()
        return shop

    def pays_on(self, day: date) -> None:
        """From now on shops are paid on the weekday of this day."""
        calendar = Calendar(day.isoweekday(), Euros(0))
        calendars.decide(
            self.session,
            self.programme,
            calendar,
            valid_from=build.TODAY,
            by=self.treasurer.person,
            today=build.TODAY,
        )
        self.session.commit()

    def a_settlement(self, *, owed: int = 20_00) -> Settlement:
        """What the treasurer drew up; nobody approved it yet."""
        self.a_shop(owed=owed)
        drawn_up = settlements.draw_up(
            self.session, self.programme, by=self.treasurer.person, now=build.NOW
        )
        self.session.commit()
        return drawn_up

    def approve(self, settlement: Settlement) -> Settlement:
        approvals.approve(self.session, settlement, by=self.colleague.person, now=build.NOW)
        self.session.commit()
        return settlement

    def export(self, settlement: Settlement) -> Settlement:
        """Approve it, and make its payment file."""
        payment_files.make(self.session, self.approve(settlement), now=build.NOW)
        self.session.commit()
        return settlement

    def a_file(self, *booked: Movement | Batch, number: int = 1) -> bytes:
        """What the bank writes when this was booked on the account of the programme."""
        return demo_bank.statement(
            iban=self.programme.bank_account.iban,
            opening=Euros(0),
            booked=list(booked),
            on=build.TODAY,
            number=number,
        )

    def an_unmatched_entry(self, cents: int, *, is_credit: bool = True) -> BankEntry:
        """An entry without any reference, as the only one of a file."""
        direction = Direction.CREDIT if is_credit else Direction.DEBIT
        operator = self.programme.operator_id
        file = self.a_file(Movement(f"E-{cents}-{direction}", Euros(cents), direction))
        reconciliation.take_in(self.session, file, operator_id=operator, by=None, now=build.NOW)
        self.session.commit()
        (entry, *_) = reconciliation.unmatched(self.session, operator)
        return entry


def credit(cents: int, reference: str | None = None, *, name: str = "Sponsor B.V.") -> Movement:
    """Euros that come in, with the reference of a payment request or without."""
    return Movement(
        f"C-{cents}-{reference}",
        Euros(cents),
        Direction.CREDIT,
        structured_reference=reference,
        name=name,
    )


def open_treasury(session: Session) -> Treasury:
    programme = build.a_programme(session)
    fund = build.a_fund(session, programme)
    treasury = Treasury(
        session=session,
        programme=programme,
        fund=fund,
        treasurer=build.a_member(session, Role.TREASURER, programme.operator),
        colleague=build.a_member(session, Role.TREASURER, programme.operator),
    )
    session.commit()
    return treasury


def a_sponsor(office: Treasury) -> Membership:
    """Somebody at the fund's sponsor, who is no treasurer."""
    return build.a_member(office.session, Role.SPONSOR, office.fund.sponsor)
