"""Declarations and statements as files, the same for contractors and officers."""

from flask import Response, current_app

from wallet.edge import declaration_papers, statement_papers
from wallet.ledger import seal_keys
from wallet.ledger.seal_keys import PublicKeys
from wallet.social_return.declarations import Declaration
from wallet.social_return.statements import Statement


def evidence(declaration: Declaration) -> Response:
    """PDF, CSV and JSON in one zip."""
    name = f"{declaration_papers.name_of(declaration)}.zip"
    return _file(declaration_papers.as_zip(declaration), "application/zip", name)


def statement_pdf(statement: Statement) -> Response:
    content = statement_papers.as_pdf(statement, current_app.config["WALLET"].base_url)
    return _file(content, "application/pdf", f"statement-{statement.number}.pdf")


def statement_json(statement: Statement) -> Response:
    """What `docs/verify_statement.py` reads."""
    content = statement_papers.as_json(statement, _keys())
    return _file(content, "application/json", f"statement-{statement.number}.json")


def _keys() -> PublicKeys:
    settings = current_app.config["WALLET"]
    return seal_keys.ours(settings.signing_key, settings.seal_keys)


def _file(content: bytes, kind: str, name: str) -> Response:
    answer = Response(content, mimetype=kind)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
