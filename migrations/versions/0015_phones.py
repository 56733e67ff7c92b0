"""Nothing: who uses a phone, with which picture and PIN, only that phone knows (decision 12).

Revision ID: 0015
Revises: 0014
"""

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    pass
