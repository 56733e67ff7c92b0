-- One posting, one round trip: find or insert its cause, and carry it out.

create type ledger.posted as (
    posting_id bigint,
    posted_at timestamptz,
    is_repeat boolean,      -- the cause was posted before: this is that first posting
    transfer_ids bigint[],
    account_ids bigint[],   -- the accounts with a floor that were touched ...
    balances bigint[]       -- ... and what is on them after a posting that is no repeat
);

create function ledger.moves_of(p_posting_id bigint) returns ledger.move[]
language sql stable set search_path = pg_catalog, pg_temp as $$
    select array_agg((source_id, target_id, cents, bank_entry_id)::ledger.move order by id)
    from ledger.transfer where posting_id = p_posting_id
$$;

create function ledger.check_same(p_cause text, p_posting_id bigint, p_moves ledger.move[])
returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
    if p_moves is distinct from ledger.moves_of(p_posting_id) then
        raise exception 'cause % was posted with other moves', p_cause
            using errcode = '23505', constraint = 'cause_already_posted',
                  detail = json_build_object('cause', p_cause)::text;
    end if;
end $$;

create function ledger.post(p_cause text, p_moves ledger.move[]) returns ledger.posted
language plpgsql security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
    v_posted ledger.posted;
    v_done ledger.carried_out;
begin
    if coalesce(cardinality(p_moves), 0) = 0 then
        raise exception 'a posting moves something'
            using errcode = '23514', constraint = 'posting_moves_something';
    end if;

    -- The cause is the idempotency key. A second caller waits here for the first one's commit.
    insert into ledger.posting (cause) values (p_cause)
    on conflict on constraint uq_posting_cause do nothing
    returning id, posted_at, false into v_posted.posting_id, v_posted.posted_at, v_posted.is_repeat;
    if found then
        v_done := ledger.carry_out(
            array_fill(v_posted.posting_id, array[cardinality(p_moves)]), p_moves);
        v_posted.transfer_ids := v_done.transfer_ids;
        v_posted.account_ids := v_done.account_ids;
        v_posted.balances := v_done.balances;
        return v_posted;
    end if;

    select p.id, p.posted_at, true into v_posted.posting_id, v_posted.posted_at, v_posted.is_repeat
    from ledger.posting p where p.cause = p_cause;
    perform ledger.check_same(p_cause, v_posted.posting_id, p_moves);
    select array_agg(t.id order by t.id) into v_posted.transfer_ids
    from ledger.transfer t where t.posting_id = v_posted.posting_id;
    return v_posted;
end $$;
