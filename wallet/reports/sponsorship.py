"""What a sponsor wants to know about a fund at a glance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from wallet import clock
from wallet.funds import funds, payment_requests, top_ups
from wallet.funds.funds import Fund, FundFigures
from wallet.funds.payment_requests import PaymentRequest
from wallet.money import Euros
from wallet.programmes import endings
from wallet.programmes.endings import Ending
from wallet.reports import impact
from wallet.reports.impact import Impact
from wallet.reports.obligation_progress import share
from wallet.social_return import plans, tallies
from wallet.social_return.plans import Plan
from wallet.social_return.stages import Stages
from wallet.social_return.tallies import Tally


@dataclass(frozen=True)
class RequestProgress:
    """A payment request, and what came in on it."""

    request: PaymentRequest
    received: Euros

    @property
    def is_open(self) -> bool:
        return self.received < self.request.amount


@dataclass(frozen=True)
class FundOverview:
    """Where the euros are, what they brought about, and what counts."""

    fund: Fund
    figures: FundFigures
    impact: Impact
    requests: list[RequestProgress]
    approved: Plan | None
    waiting: Plan | None
    """A plan the authority has not decided on, while none is approved."""
    counted: Stages
    """For the contract of the approved plan, by how far it got."""
    ending: Ending | None
    """Of its programme, once announced."""
    today: date

    @property
    def per_mille(self) -> int:
        """The share of the obligation's target this fund filled for certain, rounded down."""
        if self.approved is None:
            return 0
        return share(self.counted.assessed, self.approved.obligation.target)

    @property
    def takes_payments(self) -> bool:
        """Until the last day of rewards: what comes later could only go back."""
        return self.ending is None or self.today <= self.ending.last_reward_on

    @property
    def is_over(self) -> bool:
        return self.ending is not None and self.today > self.ending.spend_until

    @property
    def open_requests(self) -> list[RequestProgress]:
        return [progress for progress in self.requests if progress.is_open]


def of_sponsor(session: Session, sponsor_id: UUID, *, now: datetime) -> list[FundOverview]:
    """Every fund of a sponsor, oldest first."""
    return _of(session, funds.of_sponsor(session, sponsor_id), now=now)


def of_fund(session: Session, fund: Fund, *, now: datetime) -> FundOverview:
    """One fund, read from the ledger and the agreements, now."""
    return _of(session, [fund], now=now)[0]


def _of(session: Session, those: Sequence[Fund], *, now: datetime) -> list[FundOverview]:
    """In one reading of the ledger, however many contracts they fill."""
    approved = {fund.id: plans.find_approved(session, fund.id) for fund in those}
    filled = {plan.obligation_id: plan.obligation for plan in approved.values() if plan}
    counted = tallies.of_obligations(session, list(filled.values()), now=now)
    return [
        _overview(
            session,
            fund,
            figures,
            approved[fund.id],
            _of_plan(counted, approved[fund.id]),
            clock.day_of(now),
        )
        for fund, figures in zip(those, funds.figures_of(session, those), strict=True)
    ]


def _overview(
    session: Session,
    fund: Fund,
    figures: FundFigures,
    approved: Plan | None,
    counted: Stages,
    today: date,
) -> FundOverview:
    received = top_ups.received_by_request(session, fund)
    return FundOverview(
        fund=fund,
        figures=figures,
        impact=impact.of_fund(session, fund),
        requests=[
            RequestProgress(request, received.get(request.id, Euros(0)))
            for request in payment_requests.of_fund(session, fund)
        ],
        approved=approved,
        waiting=None if approved else plans.find_waiting(session, fund.id),
        counted=counted,
        ending=endings.find(session, fund.programme_id),
        today=today,
    )


def _of_plan(counted: dict[UUID, Tally], plan: Plan | None) -> Stages:
    return counted[plan.obligation_id].plans[plan.id] if plan else Stages()
