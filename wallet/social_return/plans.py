"""Plans: how a fund is to fill an obligation. Nothing counts before the authority approved one."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, UniqueConstraint, select
from sqlalchemy.orm import (
    Mapped,
    Session,
    joinedload,
    mapped_column,
    relationship,
    selectinload,
)
from sqlalchemy.orm.attributes import set_committed_value

from wallet.database import Base, Key
from wallet.errors import NotFound, Refused
from wallet.funds.funds import Fund
from wallet.identity.memberships import Membership
from wallet.identity.people import Person
from wallet.money import Euros
from wallet.social_return import obligations
from wallet.social_return.contracts import WHOLE_BP
from wallet.social_return.obligations import Obligation
from wallet.social_return.outcomes import PlanApproval, PlanDecline
from wallet.social_return.proposals import Proposal, Recognition, ValueRule, one_line


class PlanNotFound(NotFound):
    """No such plan, or it is between others."""


class FundOfAnotherSponsor(Refused):
    """A plan spends a contractor's own fund on the contractor's own obligation."""


class FundServesAnotherObligation(Refused):
    """A plan was approved for this fund before; one euro serves one obligation only."""


class Plan(Base):
    """Never edited: a better proposal is another plan. Obligation and fund have one owner."""

    __tablename__ = "plan"
    __table_args__ = (
        ForeignKeyConstraint(
            ["obligation_id", "sponsor_id"], ["obligation.id", "obligation.contractor_id"]
        ),
        ForeignKeyConstraint(["fund_id", "sponsor_id"], ["fund.id", "fund.sponsor_id"]),
        UniqueConstraint("id", "fund_id"),
        UniqueConstraint("id", "submitted_by_id"),
        CheckConstraint("length(goal) between 1 and 500", name="goal"),
        CheckConstraint("length(target_group) between 1 and 500", name="target_group"),
        CheckConstraint("length(neighbourhood) between 1 and 500", name="neighbourhood"),
        CheckConstraint("length(activities) between 1 and 500", name="activities"),
        CheckConstraint("length(participants) between 1 and 500", name="participants"),
        CheckConstraint(
            "value_rule in ('community-activity', 'social-procurement')", name="value_rule"
        ),
        CheckConstraint("share_most_bp between 1 and 10000", name="share_most"),
        CheckConstraint("value_factor_bp between 1 and 100000", name="value_factor"),
        CheckConstraint("cap_cents between 1 and 1000000000000", name="cap"),
        CheckConstraint("recognition in ('redemption', 'issuance')", name="recognition"),
    )

    id: Mapped[Key]
    obligation_id: Mapped[UUID] = mapped_column(index=True)
    fund_id: Mapped[UUID] = mapped_column(index=True)
    sponsor_id: Mapped[UUID]
    goal: Mapped[str]
    target_group: Mapped[str]
    neighbourhood: Mapped[str]
    activities: Mapped[str]
    participants: Mapped[str]
    """Who takes part, in words; nobody by name."""
    value_rule: Mapped[ValueRule] = mapped_column(default=ValueRule.COMMUNITY_ACTIVITY)
    value_factor_bp: Mapped[int] = mapped_column(default=WHOLE_BP)
    cap: Mapped[Euros | None] = mapped_column("cap_cents")
    share_most_bp: Mapped[int | None]
    recognition: Mapped[Recognition] = mapped_column(default=Recognition.REDEMPTION)
    submitted_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    submitted_at: Mapped[datetime]

    obligation: Mapped[Obligation] = relationship(viewonly=True)
    fund: Mapped[Fund] = relationship(viewonly=True)
    submitted_by: Mapped[Person] = relationship()
    approval: Mapped[PlanApproval | None] = relationship(
        lazy="joined",
        viewonly=True,
        primaryjoin=lambda: Plan.id == PlanApproval.plan_id,
        foreign_keys=PlanApproval.plan_id,
    )
    decline: Mapped[PlanDecline | None] = relationship(lazy="joined", viewonly=True)

    @property
    def is_waiting(self) -> bool:
        """Neither approved nor declined yet."""
        return self.approval is None and self.decline is None


def submit(
    session: Session,
    by: Membership,
    *,
    obligation: Obligation,
    fund: Fund,
    proposal: Proposal,
    now: datetime,
) -> Plan:
    """Propose to the authority how this fund will fill this obligation.

    Raises:
        PlanTextMissing, FactorOutOfRange, CapOutOfRange, ShareOutOfRange: it makes no sense.
        FundOfAnotherSponsor: obligation and fund are not both of the sponsor who asks.
        FundServesAnotherObligation: the fund is tied to an approved plan.
    """
    proposal.check()
    if {obligation.contractor_id, fund.sponsor_id} != {by.organisation_id}:
        raise FundOfAnotherSponsor
    check_free(session, fund.id)
    plan = Plan(
        obligation_id=obligation.id,
        fund_id=fund.id,
        sponsor_id=by.organisation_id,
        goal=one_line(proposal.goal),
        target_group=one_line(proposal.target_group),
        neighbourhood=one_line(proposal.neighbourhood),
        activities=one_line(proposal.activities),
        participants=one_line(proposal.participants),
        value_rule=proposal.value_rule,
        share_most_bp=proposal.share_most_bp,
        value_factor_bp=proposal.value_factor_bp,
        cap=proposal.cap,
        recognition=proposal.recognition,
        submitted_by_id=by.person_id,
        submitted_at=now,
    )
    session.add(plan)
    session.flush()
    return plan


def check_free(session: Session, fund_id: UUID) -> None:
    """Raises FundServesAnotherObligation."""
    if find_approved(session, fund_id) is not None:
        raise FundServesAnotherObligation(fund_id)


def find_approved(session: Session, fund_id: UUID) -> Plan | None:
    """The plan this fund is tied to."""
    return session.scalars(
        select(Plan)
        .join(PlanApproval, PlanApproval.plan_id == Plan.id)
        .where(PlanApproval.fund_id == fund_id)
    ).one_or_none()


def free_funds(session: Session, sponsor_id: UUID) -> list[Fund]:
    """The funds of a sponsor that serve no obligation yet, oldest first."""
    tied = select(PlanApproval.fund_id)
    return list(
        session.scalars(
            select(Fund)
            .where(Fund.sponsor_id == sponsor_id, Fund.id.not_in(tied))
            .order_by(Fund.opened_at, Fund.id)
        )
    )


def find_waiting(session: Session, fund_id: UUID) -> Plan | None:
    """The latest plan for this fund that nobody has decided on."""
    of_fund = select(Plan).where(Plan.fund_id == fund_id).order_by(Plan.submitted_at.desc())
    return next((plan for plan in session.scalars(of_fund) if plan.is_waiting), None)


def get_seen_by(session: Session, organisation_id: UUID, plan_id: UUID) -> Plan:
    """A plan of this sponsor, or for an obligation to this authority. Raises PlanNotFound."""
    plan = session.get(Plan, plan_id)
    if plan is None or organisation_id not in (plan.sponsor_id, plan.obligation.authority_id):
        raise PlanNotFound(plan_id)
    return plan


def get_of_sponsor(session: Session, sponsor_id: UUID, plan_id: UUID) -> Plan:
    """A plan this sponsor proposed. Raises PlanNotFound."""
    plan = session.get(Plan, plan_id)
    if plan is None or plan.sponsor_id != sponsor_id:
        raise PlanNotFound(plan_id)
    return plan


def get_of_authority(session: Session, authority_id: UUID, plan_id: UUID) -> Plan:
    """A plan for an obligation to this authority. Raises PlanNotFound."""
    plan = session.get(Plan, plan_id)
    if plan is None or plan.obligation.authority_id != authority_id:
        raise PlanNotFound(plan_id)
    return plan


def seen_by(session: Session, organisation_id: UUID) -> list[Plan]:
    """What this sponsor proposed, or was proposed to this authority, newest first."""
    mine = (Plan.sponsor_id == organisation_id) | (Obligation.authority_id == organisation_id)
    return list(
        session.scalars(
            select(Plan)
            .join(Obligation, Obligation.id == Plan.obligation_id)
            .where(mine)
            .order_by(Plan.submitted_at.desc(), Plan.id)
        )
    )


def of_obligation(session: Session, obligation: Obligation) -> list[Plan]:
    """Every plan for this obligation, newest first."""
    return list(
        session.scalars(
            select(Plan)
            .where(Plan.obligation_id == obligation.id)
            .order_by(Plan.submitted_at.desc(), Plan.id)
        )
    )


def of_obligations(session: Session, those: Sequence[Obligation]) -> dict[UUID, list[Plan]]:
    """Every plan of these contracts, newest first, with its decision; each contract is there."""
    by_id = {one.id: one for one in those}
    found: dict[UUID, list[Plan]] = {one.id: [] for one in those}
    for plan in session.scalars(
        select(Plan)
        .options(joinedload(Plan.fund), selectinload(Plan.submitted_by))
        .where(Plan.obligation_id.in_(found))
        .order_by(Plan.submitted_at.desc(), Plan.id)
    ):
        set_committed_value(plan, "obligation", by_id[plan.obligation_id])
        found[plan.obligation_id].append(plan)
    return found


def unplanned(session: Session, contractor_id: UUID) -> list[Obligation]:
    """The contracts of this contractor without any plan, latest award first."""
    own = obligations.of_contractor(session, contractor_id)
    planned = of_obligations(session, own)
    return [one for one in own if not planned[one.id]]
