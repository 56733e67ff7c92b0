"""Euros that go back: the second pair of eyes, the file for the bank, and whether it was paid."""

from http import HTTPStatus
from uuid import UUID

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from marshmallow import Schema

from wallet import clock
from wallet.edge import access, languages, repayment_papers
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.programmes import endings, programmes
from wallet.settlement import repayment_orders, repayments, rests
from wallet.settlement.repayments import LONGEST_REASON, Repayment
from wallet.settlement.rests import Rest
from wallet.web.fields import Choice
from wallet.web.form import Form
from wallet.web.treasurer.blueprint import repayments_bp as bp


class OverProgramme(Schema):
    """Whose rest goes back."""

    programme_id = Choice()


@bp.get("/")
@requires(Permission.SETTLE)
def index() -> ResponseReturnValue:
    return _index(Form(values={}))


@bp.post("/")
@requires(Permission.SETTLE)
def draw_up_rests() -> ResponseReturnValue:
    """Draft what goes back to each sponsor of a programme that is over."""
    form = Form(OverProgramme())
    with form:
        chosen = form.read()["programme_id"]
        programme = programmes.get_operated_by(db.session, access.organisation().id, chosen)
        reason = gettext("Rest of %(programme)s", programme=programme.name)[:LONGEST_REASON]
        drafted = rests.draw_up(
            db.session, programme, reason=reason, by=access.person(), now=clock.now()
        )
        _say(drafted)
        return redirect(url_for(".index"))
    return _index(form)


@bp.get("/<uuid:repayment_id>")
@requires(Permission.SETTLE)
def show(repayment_id: UUID) -> ResponseReturnValue:
    return _page_of(_own(repayment_id), Form(values={}))


@bp.post("/<uuid:repayment_id>/approval")
@requires(Permission.SETTLE)
def approve(repayment_id: UUID) -> ResponseReturnValue:
    return _decide(
        repayment_id, gettext("Approved. The payment file can be made now."), is_approved=True
    )


@bp.post("/<uuid:repayment_id>/withdrawal")
@requires(Permission.SETTLE)
def put_aside(repayment_id: UUID) -> ResponseReturnValue:
    """Nothing goes back; the euros wait for a decision again."""
    return _decide(
        repayment_id, gettext("Put aside. The euros wait for a decision again."), is_approved=False
    )


@bp.post("/<uuid:repayment_id>/payment-file")
@requires(Permission.SETTLE)
def make(repayment_id: UUID) -> ResponseReturnValue:
    form, repayment = Form(), _own(repayment_id)
    with form:
        repayment_orders.make(db.session, repayment, now=clock.now())
        flash(gettext("The payment file is ready. Download it and upload it at the bank."), "good")
        return redirect(url_for(".show", repayment_id=repayment_id))
    return _page_of(repayment, form)


@bp.get("/<uuid:repayment_id>/payment-file")
@requires(Permission.SETTLE)
def download(repayment_id: UUID) -> ResponseReturnValue:
    order = repayment_orders.get(db.session, _own(repayment_id))
    answer = Response(order.content, mimetype="application/xml")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{order.message_id}.xml")
    return answer


@bp.get("/<uuid:repayment_id>.pdf")
@requires(Permission.SETTLE)
def print_letter(repayment_id: UUID) -> ResponseReturnValue:
    """The letter for who gets the euros."""
    repayment, operator = _own(repayment_id), access.organisation()
    letter = repayment_papers.as_pdf(db.session, repayment, operator=operator, now=clock.now())
    answer = Response(letter, mimetype="application/pdf")
    name = f"{repayment.end_to_end_id}.pdf"
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _index(form: Form) -> tuple[str, HTTPStatus]:
    operator_id = access.organisation().id
    own = {programme.id for programme in programmes.operated_by(db.session, operator_id)}
    over = endings.over(db.session, clock.day_of(clock.now()))
    page = render_template(
        "treasurer/repayments/index.html",
        repayments=[
            (each, *_progress(each)) for each in repayments.operated_by(db.session, operator_id)
        ],
        over=[
            (ending, rests.left_of(db.session, ending.programme))
            for ending in over
            if ending.programme_id in own
        ],
        form=form,
    )
    return page, form.status


def _say(drafted: list[Rest]) -> None:
    """What was drafted, and what has to be paid by hand."""
    for rest in drafted:
        if rest.repayment is None:
            said = gettext(
                "Of %(fund)s %(amount)s is left, but no account of its sponsor is known. Ask it.",
                fund=rest.fund.name,
                amount=languages.euros(rest.amount),
            )
            flash(said, "part")
    count = len([rest for rest in drafted if rest.repayment is not None])
    flash(ngettext("%(num)s repayment drawn up.", "%(num)s repayments drawn up.", count), "good")


def _own(repayment_id: UUID) -> Repayment:
    return repayments.get_operated_by(db.session, access.organisation().id, repayment_id)


def _decide(repayment_id: UUID, said: str, *, is_approved: bool) -> ResponseReturnValue:
    form, repayment = Form(), _own(repayment_id)
    with form:
        repayments.decide(
            db.session, repayment, is_approved=is_approved, by=access.person(), now=clock.now()
        )
        flash(said, "good")
        return redirect(url_for(".show", repayment_id=repayment_id))
    return _page_of(repayment, form)


def _progress(repayment: Repayment) -> tuple[object, object]:
    return (
        repayment_orders.find(db.session, repayment),
        repayment_orders.find_confirmation(db.session, repayment),
    )


def _page_of(repayment: Repayment, form: Form) -> tuple[str, HTTPStatus]:
    order, confirmation = _progress(repayment)
    page = render_template(
        "treasurer/repayments/show.html",
        repayment=repayment,
        order=order,
        confirmation=confirmation,
        may_approve=repayment.may_be_approved_by(access.person()),
        form=form,
    )
    return page, form.status
