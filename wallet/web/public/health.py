"""Whether this service can do its work, for a load balancer or a monitor."""

from flask.typing import ResponseReturnValue

from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.permissions import Permission
from wallet.schema import migrations
from wallet.web.public.blueprint import bp


@bp.get("/healthz")
@requires(Permission.ANYONE)
def health() -> ResponseReturnValue:
    """200 when the database answers and has exactly the schema this code was made for."""
    if not migrations.is_current(db.session.connection()):
        return {"status": "schema-differs"}, 503
    return {"status": "ok"}
