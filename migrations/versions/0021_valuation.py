"""Valuation rules, obligations and plans by them.

Revision ID: 0021
Revises: 0020
"""

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    pass
