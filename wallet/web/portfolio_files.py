"""A portfolio as a file, with the columns that were chosen in the address."""

from collections.abc import Sequence

from flask import Response, request

from wallet.reports import portfolio, spreadsheets
from wallet.reports.obligation_progress import ObligationProgress
from wallet.reports.portfolio import Column
from wallet.reports.verdicts import Verdict
from wallet.web.portfolio_words import COLUMNS, VERDICTS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAME = "social-return"


def chosen_columns() -> list[Column]:
    """In their usual order; all of them when none, or nothing known, was chosen."""
    wanted = request.args.getlist("column")
    return [column for column in Column if column in wanted] or list(Column)


def export(those: Sequence[ObligationProgress]) -> Response:
    """CSV, or xlsx when the address asks for that."""
    columns = chosen_columns()
    heads = [str(COLUMNS[column]) for column in columns]
    rows = portfolio.rows(those, columns)
    if Column.LIGHT in columns:
        at = columns.index(Column.LIGHT)
        for row in rows:
            row[at] = str(VERDICTS[Verdict(str(row[at]))][0])
    if request.args.get("format") == "xlsx":
        answer = Response(spreadsheets.as_xlsx(NAME, heads, rows), mimetype=XLSX)
        ending = "xlsx"
    else:
        answer = Response(spreadsheets.as_csv(heads, rows), mimetype="text/csv")
        ending = "csv"
    answer.headers.set("Content-Disposition", "attachment", filename=f"{NAME}.{ending}")
    return answer
