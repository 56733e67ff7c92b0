"""The period a page is about, chosen by GET: two days that stand in the address."""

from flask import request
from marshmallow import Schema

from wallet import clock
from wallet.social_return import periods
from wallet.social_return.periods import Period, PeriodOutOfOrder, PeriodOutOfRange
from wallet.web.fields import Day
from wallet.web.form import Form


class Asked(Schema):
    """From and to, both included; left out, from 1 January to today."""

    from_on = Day(data_key="from", optional=True)
    to_on = Day(data_key="to", optional=True)


def chosen() -> tuple[Period, Form]:
    """The period asked for, or the usual one beside what is wrong with the one asked for."""
    usual = periods.year_to(clock.day_of(clock.now()))
    period = usual
    form = Form(
        Asked(), about={PeriodOutOfOrder: "to", PeriodOutOfRange: "from"}, values=request.args
    )
    with form:
        asked = form.read()
        period = Period(asked["from_on"] or usual.from_on, asked["to_on"] or usual.to_on)
    form.values = {"from": period.from_on, "to": period.to_on} | dict(form.values)
    return period, form
