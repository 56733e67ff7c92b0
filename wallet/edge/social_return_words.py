"""The words of refusals about Social Return: obligations, plans, and what counts."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SENTENCES: dict[str, LazyString] = {
    "obligation-not-found": _("There is no such obligation."),
    "contract-number-missing": _("A contract has a number of 1 to 40 characters."),
    "contract-sum-out-of-range": _("A contract sum is above zero, and at most %(most)s."),
    "percentage-out-of-range": _("A percentage is above 0 and at most 100."),
    "obligation-dates-out-of-order": _(
        "A contract is awarded, then starts, then ends. Check the three dates."
    ),
    "contract-already-registered": _(
        "Contract %(contract_number)s is registered already. Look it up in the list."
    ),
    "contractor-unknown": _(
        "No organisation here has KvK number %(kvk_number)s. Ask the administrator to add it."
    ),
    "plan-not-found": _("There is no such plan."),
    "plan-text-missing": _(
        "Goal, people, neighbourhood, activities and who takes part take 1 to 500 characters each."
    ),
    "factor-out-of-range": _("A factor is above 0 and at most 10."),
    "cap-out-of-range": _("A maximum is above zero. Leave it empty for no maximum."),
    "fund-of-another-sponsor": _("Choose your own fund and your own obligation."),
    "fund-serves-another-obligation": _(
        "A plan for this fund was approved before. One euro counts for one obligation. "
        "Open a new fund."
    ),
    "plan-already-decided": _(
        "This plan was approved or declined before. There is nothing left to do."
    ),
    "own-plan": _("You wrote this plan yourself. A colleague must decide."),
    "decline-reason-missing": _("Say why, in 1 to 500 characters."),
    "period-out-of-order": _("The last day is before the first day: %(to_on)s. Swap them."),
    "period-out-of-range": _("Choose days between 2000 and 2100."),
    "share-out-of-range": _("A share is above 0 and at most 100 percent."),
    "question-not-found": _("There is no such question."),
    "question-text-missing": _("Write 1 to 500 characters."),
    "question-already-answered": _("This question was answered before. The answer stays."),
    # the authority's table of rules
    "valuation-rules-not-found": _("There is no such table."),
    "rule-file-unknown": _("There is no such table. Choose one from the list."),
    "rule-file-malformed": _("This is no table of rules: %(fault)s."),
    "validity-out-of-order": _("The last day is before the first day. Check them."),
    "rules-already-adopted": _(
        "Another table holds from %(valid_from)s. Figures rest on it. Choose another day."
    ),
    "rule-missing": _("The table of this contract has no rule for this: %(rule)s."),
    "percentage-unknown": _("Fill in the percentage: the table does not say it."),
    "base-amount-missing": _("Fill in the turnover or the wages, above zero."),
    "report-deadline-out-of-range": _(
        "The first report comes within 1 to 90 days, later ones every 1 to 24 months."
    ),
    # efforts that are not coins, and their evidence
    "effort-not-found": _("There is no such effort."),
    "effort-incomplete": _("Check this field: %(field)s."),
    "effort-outside-contract": _(
        "Choose days within the contract, until today. What is still to come does not count."
    ),
    "contract-without-rules": _(
        "No table held when this contract was awarded. Ask the municipality to register one."
    ),
    "effort-already-assessed": _("This was assessed before. There is nothing left to do."),
    "own-effort": _("You entered this yourself. A colleague must assess it."),
    "accepted-out-of-range": _("Accept from nothing to %(claimed)s."),
    "assessment-reason-missing": _("Say why you accept less, in 1 to 500 characters."),
    "invoice-is-coin-turnover": _(
        "%(amount)s is what this supplier got for coins in those days. That counts through the fund"
        " already, and a euro counts once. Is it another purchase? Fill in only the days of that"
        " invoice."
    ),
    "invoice-counted-before": _(
        "Invoice %(invoice_number)s counts already. One euro counts for one obligation."
    ),
    "effort-file-not-found": _("There is no such file."),
    "file-too-large": _("A file is at most 5 MB. Make it smaller."),
    "file-type-refused": _("Choose a PDF, a PNG or a JPEG."),
    "no-file-chosen": _("Choose a file first."),
    "too-many-files": _("Ten files is the most. Put some together."),
    # reports of contractors, and the ladder
    "report-text-missing": _("Say in 1 to 500 characters how things stand."),
    "report-not-due": _("Every report of this contract was handed in."),
    "ladder-step-out-of-range": _("Choose a step from 1 to 6."),
}
