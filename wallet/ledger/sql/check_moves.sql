-- What every move must obey beyond the constraints of its rows: asked once per call by `carry_out`.
-- The functions read by index alone and keep their plans, for the reasons given in carry_out.sql.

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

-- The chart of accounts: which kind may pay which, and by what event. Everything else is no event of
-- this world: no transfers between participants, no coins to or from nowhere, no cash for coins.
create function ledger.is_in_chart(p_source text, p_target text) returns boolean
language sql immutable as $$
    select (p_source, p_target) in (
        ('bank', 'pot'),         -- top-up seen on a bank statement
        ('pot', 'budget'),       -- allotment ...
        ('budget', 'pot'),       -- ... and back
        ('budget', 'purse'),     -- participation verified: coins earned
        ('purse', 'merchant'),   -- redemption
        ('merchant', 'purse'),   -- reversal
        ('purse', 'pot'),        -- coins lapse
        ('merchant', 'payout'),  -- payout drawn up
        ('payout', 'bank'),      -- payout seen on a bank statement
        ('bank', 'payout'),      -- payout that was seen, bounced: the euros are back ...
        ('payout', 'merchant'),  -- ... and owed again
        ('pot', 'bank')          -- rest returned to the sponsor
    )
$$;

-- Both ends of every move are open and in the chart, and every move out of `bank`, and no other, names
-- the bank entry it comes from. Asked after the transfers are in: their foreign keys hold the accounts,
-- so a closing at the same moment either is seen here, or waits and finds the balance.
create function ledger.check_moves(p_moves ledger.move[]) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare
    v_found record;
begin
    select min(case when s.closed_at is not null then s.id when t.closed_at is not null then t.id end)
               as closed_id,
           bool_or((s.kind = 'bank') <> (m.bank_entry_id is not null)) as names_wrong_entry,
           min(s.kind || ' -> ' || t.kind) filter (where not ledger.is_in_chart(s.kind, t.kind))
               as off_chart,
           bool_or(s.kind = 'merchant') as is_out_of_merchant,
           array_agg(m.bank_entry_id) filter (where m.bank_entry_id is not null) as entry_ids
    into v_found
    from unnest(p_moves) m
    join ledger.account s on s.id = m.source_id
    join ledger.account t on t.id = m.target_id;
    if v_found.closed_id is not null then
        raise exception 'account % is closed', v_found.closed_id
            using errcode = '55000', constraint = 'account_closed',
                  detail = json_build_object('account_id', v_found.closed_id)::text;
    elsif v_found.off_chart is not null then
        raise exception 'no event moves value %', v_found.off_chart
            using errcode = '23514', constraint = 'chart_of_accounts';
    elsif v_found.names_wrong_entry then
        raise exception 'a transfer out of bank, and no other, names the bank entry it comes from'
            using errcode = '23514', constraint = 'bank_entry_named';
    end if;
    if v_found.is_out_of_merchant then
        perform ledger.check_out_of_merchants(p_moves);
    end if;
    if v_found.entry_ids is not null then
        perform ledger.check_received(v_found.entry_ids);
    end if;
end $$;
