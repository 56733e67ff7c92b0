"""Where the pages of the phone live."""

from flask import Blueprint

from wallet.edge import access
from wallet.identity.permissions import Role

bp = Blueprint("participant", __name__)


@bp.context_processor
def whose() -> dict[str, str]:
    """Whose page this is, so that a phone of several people notices when it is another's."""
    return {"own_handle": access.device().handle if access.role() is Role.PARTICIPANT else ""}
