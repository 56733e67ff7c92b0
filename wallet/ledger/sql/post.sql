-- The only way value moves. One round trip: find or insert the cause, lock, transfer, move balances.

create type ledger.move as (source_id bigint, target_id bigint, cents bigint, bank_entry_id uuid);

create type ledger.posted as (
    posting_id bigint, posted_at timestamptz, is_repeat boolean,
    transfer_id bigint, book_id bigint, source_id bigint, target_id bigint, cents bigint,
    bank_entry_id uuid, source_balance bigint, target_balance bigint
);

-- What a posting did, and the live balances of the accounts it touched (null where there is none).
create function ledger.posted_by(p_posting_id bigint, p_is_repeat boolean)
returns setof ledger.posted
language sql stable set search_path = pg_catalog, pg_temp as $$
    select p.id, p.posted_at, p_is_repeat, t.id, t.book_id, t.source_id, t.target_id, t.cents,
           t.bank_entry_id, s.balance, d.balance
    from ledger.posting p
    join ledger.transfer t on t.posting_id = p.id
    join ledger.account s on s.id = t.source_id
    join ledger.account d on d.id = t.target_id
    where p.id = p_posting_id
    order by t.id
$$;

-- No coin without a received euro: every transfer out of `bank` names an imported credit entry,
-- and all transfers of one entry together never exceed it. The entry is locked, so that two
-- treasurers at the same second cannot both use it.
create function ledger.check_received(p_posting_id bigint) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    v_bad record;
begin
    select t.id, s.kind into v_bad
    from ledger.transfer t join ledger.account s on s.id = t.source_id
    where t.posting_id = p_posting_id and (s.kind = 'bank') <> (t.bank_entry_id is not null)
    limit 1;
    if found then
        raise exception 'a transfer out of bank, and no other, names the bank entry it comes from'
            using errcode = '23514', constraint = 'bank_entry_named';
    end if;
    if not exists (
        select from ledger.transfer where posting_id = p_posting_id and bank_entry_id is not null
    ) then
        return;
    end if;
    perform 1 from public.bank_entry e
    where e.id in (select bank_entry_id from ledger.transfer where posting_id = p_posting_id)
    order by e.id
    for no key update;
    select e.id into v_bad
    from public.bank_entry e
    join ledger.transfer t on t.bank_entry_id = e.id
    where e.id in (select bank_entry_id from ledger.transfer where posting_id = p_posting_id)
    group by e.id
    having e.direction <> 'credit' or sum(t.cents) > e.amount_cents
    limit 1;
    if found then
        raise exception 'bank entry % does not hold that many received euros', v_bad.id
            using errcode = '23514', constraint = 'bank_entry_once';
    end if;
end $$;

-- What each account gains (or loses) by these moves together, in cents.
create function ledger.deltas(p_moves ledger.move[]) returns table (account_id bigint, delta bigint)
language sql immutable set search_path = pg_catalog, pg_temp as $$
    select account_id, sum(delta)::bigint
    from (
        select source_id as account_id, -cents as delta from unnest(p_moves)
        union all
        select target_id, cents from unnest(p_moves)
    ) as single
    group by account_id
$$;

create function ledger.post(p_cause text, p_moves ledger.move[]) returns setof ledger.posted
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_posting_id bigint;
    v_count bigint;
    v_short record;
begin
    if coalesce(cardinality(p_moves), 0) = 0 then
        raise exception 'a posting moves something'
            using errcode = '23514', constraint = 'posting_moves_something';
    end if;

    -- The cause is the idempotency key. A second caller waits here for the first one's commit.
    insert into ledger.posting (cause) values (p_cause)
    on conflict on constraint uq_posting_cause do nothing
    returning id into v_posting_id;
    if not found then
        select p.id into v_posting_id from ledger.posting p where p.cause = p_cause;
        if p_moves is distinct from (
            select array_agg((t.source_id, t.target_id, t.cents, t.bank_entry_id)::ledger.move order by t.id)
            from ledger.transfer t where t.posting_id = v_posting_id
        ) then
            raise exception 'cause % was posted with other moves', p_cause
                using errcode = '23505', constraint = 'cause_already_posted';
        end if;
        return query select * from ledger.posted_by(v_posting_id, true);
        return;
    end if;

    -- Only accounts with a floor are locked, in id order: crossing postings queue, never deadlock.
    perform 1 from ledger.account a
    where a.balance is not null
      and a.id in (select source_id from unnest(p_moves) union all select target_id from unnest(p_moves))
    order by a.id
    for no key update;

    insert into ledger.transfer (posting_id, book_id, source_id, target_id, cents, bank_entry_id)
    select v_posting_id, a.book_id, m.source_id, m.target_id, m.cents, m.bank_entry_id
    from unnest(p_moves) with ordinality as m (source_id, target_id, cents, bank_entry_id, place)
    join ledger.account a on a.id = m.source_id
    order by m.place;
    get diagnostics v_count = row_count;
    if v_count <> cardinality(p_moves) then
        raise exception 'a source account does not exist'
            using errcode = '23503', constraint = 'account_exists';
    end if;

    perform ledger.check_received(v_posting_id);

    select a.id, a.balance, -d.delta as wanted into v_short
    from ledger.deltas(p_moves) d join ledger.account a on a.id = d.account_id
    where a.balance + d.delta < 0
    order by a.id
    limit 1;
    if found then
        raise exception 'account % holds % cents, % wanted', v_short.id, v_short.balance, v_short.wanted
            using errcode = '23514', constraint = 'ck_account_floor',
                  detail = json_build_object('account_id', v_short.id, 'available', v_short.balance,
                                             'wanted', v_short.wanted)::text;
    end if;

    update ledger.account a set balance = a.balance + d.delta
    from ledger.deltas(p_moves) d
    where a.id = d.account_id and a.balance is not null;

    return query select * from ledger.posted_by(v_posting_id, false);
end $$;
