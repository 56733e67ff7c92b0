"""What lights, orders and columns of a portfolio are called on pages and in exports."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from wallet.reports.portfolio import Column, Order
from wallet.reports.verdicts import Light, Verdict

LIGHTS: dict[Light, tuple[LazyString, str]] = {
    Light.RED: (_("Needs action"), "stop"),
    Light.AMBER: (_("Watch it"), "warning"),
    Light.GREEN: (_("Goes well"), "check-circle"),
}
"""Word and shape of a list of contracts: nobody needs to see the colour."""
VERDICTS: dict[Verdict, tuple[LazyString, str, str]] = {
    Verdict.FALLS_SHORT: (_("Falls short"), "bad", "stop"),
    Verdict.REPORT_LATE: (_("Report is late"), "bad", "clock"),
    Verdict.WATCH: (_("Watch it"), "part", "warning"),
    Verdict.ON_ITS_WAY: (_("On its way"), "good", "check-circle"),
    Verdict.REACHED: (_("Target reached"), "good", "check-circle"),
    Verdict.TAKEN_OVER: (_("Gone over to another contractor"), "info", "info"),
}
"""Word, kind of tag and shape of one contract."""
ORDERS: dict[Order, LazyString] = {
    Order.LIGHT: _("Most urgent"),
    Order.DEADLINE: _("Next deadline"),
    Order.CONTRACTOR: _("Contractor"),
    Order.TARGET: _("Largest target"),
    Order.LEFT: _("Most to do"),
}
COLUMNS: dict[Column, LazyString] = {
    Column.CONTRACT_NUMBER: _("Contract number"),
    Column.TITLE: _("Contract"),
    Column.CONTRACTOR: _("Contractor"),
    Column.KVK_NUMBER: _("KvK number"),
    Column.AWARDED_ON: _("Awarded"),
    Column.FROM_ON: _("First day"),
    Column.TO_ON: _("Last day"),
    Column.CONTRACT_SUM: _("Contract sum"),
    Column.TARGET: _("Target"),
    Column.COINS: _("By coins"),
    Column.EFFORTS: _("By other efforts"),
    Column.ASSESSED: _("Assessed"),
    Column.AWAITING: _("Awaits assessment"),
    Column.UNDECLARED: _("Not declared yet"),
    Column.LEFT: _("Still to do"),
    Column.SURPLUS: _("Surplus"),
    Column.EXPECTED: _("Expected at the end"),
    Column.NEXT_REPORT_ON: _("Next report"),
    Column.LIGHT: _("State"),
}
