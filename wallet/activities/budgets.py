"""What an organisation can still hand out, and whether that runs low: said before work is done."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from wallet.activities import participations
from wallet.funds import allotments
from wallet.money import Euros, total
from wallet.programmes import programmes
from wallet.programmes import terms as programme_terms
from wallet.programmes.programmes import Programme
from wallet.programmes.terms import ProgrammeTerms

LOW_PERCENT = 20
"""Low: less than this part of all that was allotted is left to promise."""


@dataclass(frozen=True)
class Budget:
    """An organisation's budgets in one programme, added up."""

    programme: Programme
    terms: ProgrammeTerms
    allotted: Euros
    left: Euros
    promised: Euros
    """The rewards of the participations that wait for verification."""

    @property
    def free(self) -> Euros:
        """What is left once everything that waits is rewarded; may be below zero."""
        return self.left - self.promised

    @property
    def is_low(self) -> bool:
        return self.free.cents * 100 < self.allotted.cents * LOW_PERCENT or not self.left


def of_organisation(session: Session, organisation_id: UUID, today: date) -> list[Budget]:
    """One for each programme the organisation takes part in, by name."""
    waiting = participations.waiting(session, organisation_id)
    found = []
    for programme in programmes.joined_by(session, organisation_id):
        terms = programme_terms.terms_on(session, programme.id, today)
        promised = [
            participation.worth(terms)
            for participation in waiting
            if participation.activity.programme_id == programme.id
        ]
        found.append(
            Budget(
                programme=programme,
                terms=terms,
                allotted=allotments.allotted(session, organisation_id, programme.id),
                left=allotments.left(session, organisation_id, programme.id),
                promised=total(promised),
            )
        )
    return found
