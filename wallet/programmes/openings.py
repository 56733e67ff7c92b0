"""Openings: an operator starts a programme, on a bank account of its own, under its first terms."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from wallet.banking import accounts, ibans
from wallet.banking.accounts import BankAccount
from wallet.database import take_turns
from wallet.errors import Refused
from wallet.identity.organisations import Organisation
from wallet.identity.people import check_name
from wallet.programmes import programmes, terms
from wallet.programmes.programmes import Programme
from wallet.programmes.terms import ProgrammeTerms


class ProgrammeAlreadyOpen(Refused):
    """This operator runs a programme by this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is open")
        self.name = name


class BankAccountInUse(Refused):
    """Another operator keeps its euros in this bank account."""


@dataclass(frozen=True)
class Opening:
    """What a programme is called, where it holds, and in which bank account its euros stand."""

    name: str
    area: str
    iban: str
    holder: str
    """The name the bank knows the account by; payers see it."""


def open_programme(
    session: Session,
    operator: Organisation,
    opening: Opening,
    first_terms: ProgrammeTerms,
    *,
    today: date,
) -> Programme:
    """Start a programme; its first terms hold from today.

    Raises:
        NameMissing, IbanInvalid, TermsOutOfRange: what was filled in makes no sense.
        ProgrammeAlreadyOpen, BankAccountInUse: it cannot be another one.
    """
    name, iban = check_name(opening.name), ibans.normalise(opening.iban)
    first_terms.valid_from = today
    terms.check(first_terms)
    take_turns(session, f"programmes:{operator.id}")
    take_turns(session, f"bank-account:{iban}")
    if any(own.name == name for own in programmes.operated_by(session, operator.id)):
        raise ProgrammeAlreadyOpen(name)
    return programmes.open_programme(
        session,
        operator,
        name=name,
        area=opening.area,
        bank_account=_account(session, operator, iban, check_name(opening.holder)),
        terms=first_terms,
        today=today,
    )


def _account(session: Session, operator: Organisation, iban: str, holder: str) -> BankAccount:
    """This account, new or of another programme of the same operator."""
    account = accounts.find_by_iban(session, iban)
    if account is None:
        return accounts.open_account(session, iban=iban, holder=holder)
    used_by = session.scalars(
        select(Programme.operator_id).where(Programme.bank_account_id == account.id)
    )
    if set(used_by) - {operator.id}:
        raise BankAccountInUse(iban)
    return account
