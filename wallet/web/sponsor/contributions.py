"""What was spent from a fund in a period, and what of it counts."""

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.funds import funds
from wallet.identity.permissions import Permission
from wallet.social_return import contributions, plans
from wallet.web import periods
from wallet.web.sponsor.blueprint import funds_bp as bp


@bp.get("/<uuid:fund_id>/contributions")
@requires(Permission.SEE_CONTRIBUTIONS)
def contributed(fund_id: UUID) -> ResponseReturnValue:
    fund = funds.get_of_sponsor(db.session, access.organisation().id, fund_id)
    period, form = periods.chosen()
    page = render_template(
        "sponsor/contributions/show.html",
        fund=fund,
        form=form,
        plan=plans.find_approved(db.session, fund.id),
        contributions=contributions.of_fund(db.session, fund, period),
    )
    return page, form.status
