"""Who looks at the town's pages: one of each role, and always the one with the most behind it."""

from uuid import UUID

from sqlalchemy import text

from bench.town.visits import Visitor
from wallet.database import Session

_MEMBER = text("""
select membership.id from membership join person on person.id = membership.person_id
where person.email = :email
""")
_SHOP = text("""
select membership.id from membership
join merchant on merchant.organisation_id = membership.organisation_id
join redemption on redemption.merchant_id = merchant.id
group by membership.id order by count(*) desc, membership.id limit 1
""")
_PHONE = text("""
select device_id from redemption group by device_id order by count(*) desc, device_id limit 1
""")
_LARGEST = text("""
select fund.id as fund_id, fund.programme_id, plan.id as plan_id, plan.obligation_id
from fund join plan_approval on plan_approval.fund_id = fund.id
join plan on plan.id = plan_approval.plan_id
join ledger.transfer on transfer.book_id = fund.book_id
group by fund.id, plan.id order by count(*) desc limit 1
""")


def largest_fund(session: Session) -> UUID:
    """The one with the most transfers, of those that are tied to a contract."""
    found: UUID = session.execute(_LARGEST).one().fund_id
    return found


def everybody(session: Session) -> list[Visitor]:
    largest = session.execute(_LARGEST).one()

    def member(email: str) -> str:
        return f"member:{session.scalar(_MEMBER, {'email': f'{email}@waterstad.example'})}"

    obligation = f"/authority/obligations/{largest.obligation_id}"
    contract = f"/sponsor/contracts/{largest.obligation_id}"
    fund = f"/sponsor/funds/{largest.fund_id}"
    return [
        Visitor(
            "public",
            None,
            (
                "/",
                f"/impact/{largest.programme_id}",
                "/proof",
                "/backing",
                "/backing/days",
                "/statements",
            ),
        ),
        Visitor("officer", member("officer"), (obligation, "/authority/")),
        Visitor("sponsor", member("sponsor-1"), (fund, contract, "/sponsor/")),
        Visitor("treasurer", member("treasurer-2"), ("/treasurer/",)),
        Visitor("merchant", f"member:{session.scalar(_SHOP)}", ("/merchant/",)),
        Visitor("coordinator", member("buurthuis-1"), ("/organiser/",)),
        Visitor("admin", member("admin"), ("/admin/",)),
        Visitor("participant", f"device:{session.scalar(_PHONE)}", ("/wallet", "/wallet/history")),
    ]
