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

-- One move, as most sales are one purse at one shop: what `carry_out` does, said simply, in two thirds
-- of the time. Two accounts with a floor are locked in id order here too, each before it is read: an
-- update alone would refuse by the balance of before it waited.
-- What makes no sense (one account, an amount out of range, a closed account) moves no balance here, and
-- is left to what refuses it by its name.
create function ledger.carry_out_one(p_posting_id bigint, p_move ledger.move)
returns ledger.carried_out
language plpgsql
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
    v_id bigint;
    v_book_id bigint;
    v_from_floor boolean;
    v_to_floor boolean;
    v_balance bigint;
    v_transfer_id bigint;
    v_done ledger.carried_out;
begin
    select a.book_id, a.balance is not null and a.closed_at is null into v_book_id, v_from_floor
    from ledger.account a where a.id = p_move.source_id;
    if not found then
        raise exception 'a source account does not exist'
            using errcode = '23503', constraint = 'account_exists';
    end if;
    select a.balance is not null and a.closed_at is null into v_to_floor
    from ledger.account a where a.id = p_move.target_id;

    foreach v_id in array array[least(p_move.source_id, p_move.target_id),
                                greatest(p_move.source_id, p_move.target_id)]
    loop
        if (case v_id when p_move.source_id then v_from_floor else v_to_floor end)
            and p_move.cents between 1 and 1000000000000 and p_move.source_id <> p_move.target_id
        then
            perform 1 from ledger.account a where a.id = v_id for no key update;
            update ledger.account a set balance = ledger.balance_after(a.id, a.balance,
                case a.id when p_move.source_id then -p_move.cents else p_move.cents end)
            where a.id = v_id
            returning a.balance into v_balance;
            v_done.account_ids := v_done.account_ids || v_id;
            v_done.balances := v_done.balances || v_balance;
        end if;
    end loop;

    insert into ledger.transfer (posting_id, book_id, source_id, target_id, cents, bank_entry_id)
    values (p_posting_id, v_book_id, p_move.source_id, p_move.target_id, p_move.cents,
            p_move.bank_entry_id)
    returning id into v_transfer_id;
    v_done.transfer_ids := array[v_transfer_id];
    perform ledger.check_moves(array[p_move]);
    return v_done;
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
    if cardinality(p_moves) = 1 then
        return ledger.carry_out_one(p_posting_ids[1], p_moves[1]);
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
