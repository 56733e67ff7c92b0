"""The ledger, with its guards.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op

from wallet.ledger import sql

revision = "0001"
down_revision = None


def upgrade() -> None:
    for name in sql.IN_ORDER:
        op.execute(sa.text(sql.read(name)))
