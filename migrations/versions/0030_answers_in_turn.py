"""A till's request and its turn in one round trip, which every sale asks.

Revision ID: 0030
Revises: 0029
"""

from alembic import op

revision = "0030"
down_revision = "0029"

ANSWER_OF = """
create function answer_of(p_till_id uuid, p_request_id uuid)
returns table (redemption_id uuid, refused_id uuid, was_asked boolean)
language sql stable as $$
    select (select r.id from public.redemption r
            where r.till_id = p_till_id and r.request_id = p_request_id),
           (select r.id from public.refused_redemption r
            where r.till_id = p_till_id and r.request_id = p_request_id),
           exists (select from public.confirmation c
                   where c.till_id = p_till_id and c.request_id = p_request_id)
$$
"""
# Volatile, so that its second statement sees what was committed while the first one waited.
ANSWER_IN_TURN = """
create function answer_in_turn(p_till_id uuid, p_request_id uuid)
returns table (redemption_id uuid, refused_id uuid, was_asked boolean)
language sql volatile as $$
    select pg_advisory_xact_lock(
        hashtextextended('request:' || p_till_id || ':' || p_request_id, 0));
    select * from public.answer_of(p_till_id, p_request_id)
$$
"""


def upgrade() -> None:
    op.execute(ANSWER_OF)
    op.execute(ANSWER_IN_TURN)
