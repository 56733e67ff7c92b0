-- What every posting does once its cause is its own: lock, transfer, check, move the balances.
-- Not callable by the application: it comes in through `ledger.post` and `ledger.post_all`.
-- The functions force generic plans: an array's length says nothing that a better plan could use,
-- and planning anew at each call took two thirds of the time of a posting. They read by index alone:
-- a plan made while there were few accounts is kept, and reading 2,000 of them through took longer
-- than all the rest of a posting.

create type ledger.move as (
    source_id bigint,
    target_id bigint,
    cents bigint,
    bank_entry_id uuid  -- out of `bank` only: the received euros this is
);

create type ledger.carried_out as (
    transfer_ids bigint[],  -- in the order of the moves
    account_ids bigint[],   -- the accounts with a floor that were touched ...
    balances bigint[]       -- ... and what is on them now
);

-- What an account with a floor holds after a change; refused with the facts when that is too little.
-- The constraint ck_account_floor says the same, and stands when this function is forgotten.
create function ledger.balance_after(p_account_id bigint, p_balance bigint, p_delta numeric)
returns bigint
language plpgsql immutable as $$
begin
    if p_balance + p_delta < 0 then
        raise exception 'account % holds % cents, % wanted', p_account_id, p_balance, -p_delta
            using errcode = '23514', constraint = 'ck_account_floor',
                  detail = json_build_object('account_id', p_account_id, 'available', p_balance,
                                             'wanted', -p_delta)::text;
    end if;
    return p_balance + p_delta;
end $$;

-- No coin without a received euro: all transfers of one imported credit entry together never exceed
-- it. The entry is locked, so that two treasurers at the same second cannot both use it.
create function ledger.check_received(p_entry_ids uuid[]) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
    v_entry_id uuid;
begin
    perform 1 from public.bank_entry e where e.id = any (p_entry_ids)
    order by e.id for no key update;
    select e.id into v_entry_id
    from public.bank_entry e
    where e.id = any (p_entry_ids)
      and (e.direction <> 'credit' or e.amount_cents
           < (select sum(t.cents) from ledger.transfer t where t.bank_entry_id = e.id))
    limit 1;
    if found then
        raise exception 'bank entry % does not hold that many received euros', v_entry_id
            using errcode = '23514', constraint = 'bank_entry_once';
    end if;
end $$;

-- A merchant's account has no floor, so that a reversal after a payout can take it below zero; but
-- nothing else can, and a purse gets back no more than it paid there: else coins without a received
-- euro come out of a shop. Purses are locked by now; accounts that pay out wait for each other here.
create function ledger.check_out_of_merchants(p_moves ledger.move[]) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
    v_paying_out bigint[];
    v_account_id bigint;
begin
    select m.target_id into v_account_id
    from (select distinct source_id, target_id from unnest(p_moves)) m
    join ledger.account s on s.id = m.source_id and s.kind = 'merchant'
    join ledger.account t on t.id = m.target_id and t.kind = 'purse'
    where (select sum(x.cents) from ledger.transfer x
           where x.source_id = m.source_id and x.target_id = m.target_id)
        > (select coalesce(sum(x.cents), 0) from ledger.transfer x
           where x.source_id = m.target_id and x.target_id = m.source_id)
    limit 1;
    if found then
        raise exception 'purse % did not pay that much there', v_account_id
            using errcode = '23514', constraint = 'returned_once';
    end if;

    select array_agg(distinct m.source_id) into v_paying_out
    from unnest(p_moves) m
    join ledger.account s on s.id = m.source_id and s.kind = 'merchant'
    join ledger.account t on t.id = m.target_id and t.kind <> 'purse';
    if v_paying_out is null then
        return;
    end if;
    perform 1 from ledger.account a where a.id = any (v_paying_out) order by a.id for no key update;
    select a.id into v_account_id
    from ledger.account a where a.id = any (v_paying_out) and ledger.balance_of(a.id) < 0
    limit 1;
    if found then
        raise exception 'account % does not hold that much', v_account_id
            using errcode = '23514', constraint = 'merchant_paid_out_once';
    end if;
end $$;

-- Both ends of every move are open, and every move out of `bank`, and no other, names the bank entry
-- it comes from. Asked after the transfers are in: their foreign keys hold the accounts, so a closing
-- at the same moment either is seen here, or waits and finds the balance.
create function ledger.check_moves(p_moves ledger.move[]) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
    v_wrong record;
    v_entry_ids uuid[];
begin
    select case when s.closed_at is not null then s.id when t.closed_at is not null then t.id end
        as closed_id into v_wrong
    from unnest(p_moves) m
    join ledger.account s on s.id = m.source_id
    join ledger.account t on t.id = m.target_id
    where s.closed_at is not null or t.closed_at is not null
       or (s.kind = 'bank') <> (m.bank_entry_id is not null)
    limit 1;
    if found and v_wrong.closed_id is not null then
        raise exception 'account % is closed', v_wrong.closed_id
            using errcode = '55000', constraint = 'account_closed',
                  detail = json_build_object('account_id', v_wrong.closed_id)::text;
    elsif found then
        raise exception 'a transfer out of bank, and no other, names the bank entry it comes from'
            using errcode = '23514', constraint = 'bank_entry_named';
    end if;
    if exists (select from unnest(p_moves) m
               join ledger.account s on s.id = m.source_id and s.kind = 'merchant') then
        perform ledger.check_out_of_merchants(p_moves);
    end if;
    select array_agg(distinct m.bank_entry_id) into v_entry_ids
    from unnest(p_moves) m where m.bank_entry_id is not null;
    if v_entry_ids is not null then
        perform ledger.check_received(v_entry_ids);
    end if;
end $$;

-- Several postings in one call: no account with a floor is below it after any of them, in the
-- order of their ids; that the last balance is right does not say that each on the way was.
create function ledger.check_on_the_way(p_posting_ids bigint[], p_moves ledger.move[]) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
begin
    perform ledger.balance_after(a.id, a.balance, r.running)
    from (
        select account_id, posting_id,
               sum(sum(delta)) over (partition by account_id order by posting_id) as running
        from (
            select source_id as account_id, posting_id, -cents as delta
            from unnest(p_posting_ids, p_moves) as m (posting_id, source_id, target_id, cents, entry)
            union all
            select target_id, posting_id, cents
            from unnest(p_posting_ids, p_moves) as m (posting_id, source_id, target_id, cents, entry)
        ) as leg
        group by account_id, posting_id
    ) as r
    join ledger.account a on a.id = r.account_id
    where a.balance is not null
    order by r.posting_id, r.account_id;
end $$;

create function ledger.carry_out(p_posting_ids bigint[], p_moves ledger.move[])
returns ledger.carried_out
language plpgsql
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
    v_done ledger.carried_out;
begin
    -- Each question below must see what others committed while we waited for a lock.
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'a frozen snapshot cannot see what others posted'
            using errcode = '55000', constraint = 'posting_sees_everything';
    end if;

    -- Only accounts with a floor are locked, in id order: crossing postings queue, never deadlock.
    perform 1 from ledger.account a
    where a.balance is not null
      and a.id in (select source_id from unnest(p_moves) union all select target_id from unnest(p_moves))
    order by a.id
    for no key update;

    with moved as (
        insert into ledger.transfer (posting_id, book_id, source_id, target_id, cents, bank_entry_id)
        select m.posting_id, s.book_id, m.source_id, m.target_id, m.cents, m.bank_entry_id
        from unnest(p_posting_ids, p_moves) with ordinality
            as m (posting_id, source_id, target_id, cents, bank_entry_id, n)
        join ledger.account s on s.id = m.source_id
        order by m.posting_id, m.n
        returning id
    )
    select array_agg(id order by id) into v_done.transfer_ids from moved;
    if cardinality(v_done.transfer_ids) is distinct from cardinality(p_moves) then
        raise exception 'a source account does not exist'
            using errcode = '23503', constraint = 'account_exists';
    end if;

    perform ledger.check_moves(p_moves);
    if p_posting_ids[1] <> any (p_posting_ids) then
        perform ledger.check_on_the_way(p_posting_ids, p_moves);
    end if;

    with changed as (
        update ledger.account a set balance = ledger.balance_after(a.id, a.balance, d.delta)
        from (
            select account_id, sum(delta) as delta
            from (
                select source_id as account_id, -cents as delta from unnest(p_moves)
                union all
                select target_id, cents from unnest(p_moves)
            ) as leg
            group by account_id
        ) as d
        where a.id = d.account_id and a.balance is not null
        returning a.id, a.balance
    )
    select array_agg(id order by id), array_agg(balance order by id)
    into v_done.account_ids, v_done.balances
    from changed;
    return v_done;
end $$;
