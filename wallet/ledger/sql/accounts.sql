-- Opening and holding accounts. The application has no INSERT and no row lock of its own here.

create function ledger.open_account(
    p_book_id bigint, p_kind text, p_owner_id uuid default null, p_expires_on date default null
) returns ledger.account
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_account ledger.account;
begin
    insert into ledger.account (book_id, kind, owner_id, expires_on, balance)
    values (p_book_id, p_kind, p_owner_id, p_expires_on,
            case when p_kind in ('bank', 'merchant') then null else 0 end)
    on conflict on constraint uq_account_book_id_kind_owner_id_expires_on do nothing
    returning * into v_account;
    if not found then
        select * into v_account from ledger.account
        where book_id = p_book_id and kind = p_kind
          and owner_id is not distinct from p_owner_id
          and expires_on is not distinct from p_expires_on;
    end if;
    return v_account;
end $$;

create function ledger.open_book() returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_book_id bigint;
begin
    insert into ledger.book default values returning id into v_book_id;
    perform ledger.open_account(v_book_id, 'bank');
    perform ledger.open_account(v_book_id, 'pot');
    return v_book_id;
end $$;

-- Locks an owner's accounts in id order, as `ledger.post` does, so that crossing requests queue
-- instead of deadlocking; until the end of the transaction nobody else changes these balances.
create function ledger.hold(p_kind text, p_owner_id uuid) returns setof ledger.account
language sql security definer set search_path = pg_catalog, pg_temp as $$
    select * from ledger.account
    where owner_id = p_owner_id and kind = p_kind
    order by id
    for no key update
$$;

-- The balance in cents: live where there is a floor, summed where there is none.
create function ledger.balance_of(p_account_id bigint) returns bigint
language sql stable set search_path = pg_catalog as $$
    select coalesce(
        a.balance,
        (select coalesce(sum(t.cents), 0) from ledger.transfer t where t.target_id = a.id)
        - (select coalesce(sum(t.cents), 0) from ledger.transfer t where t.source_id = a.id)
    )::bigint
    from ledger.account a where a.id = p_account_id
$$;

-- Closes an account that holds nothing, for good; closing it again changes nothing. The lock waits
-- for postings in flight (their foreign keys hold the row), so the balance is the last one.
create function ledger.close_account(p_account_id bigint) returns timestamptz
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_closed_at timestamptz;
    v_balance bigint;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'a frozen snapshot cannot see the last balance'
            using errcode = '55000', constraint = 'closing_sees_everything';
    end if;
    select closed_at into v_closed_at from ledger.account where id = p_account_id for update;
    if not found then
        raise exception 'account % does not exist', p_account_id
            using errcode = '23503', constraint = 'account_exists';
    elsif v_closed_at is not null then
        return v_closed_at;
    end if;
    v_balance := ledger.balance_of(p_account_id);
    if v_balance <> 0 then
        raise exception 'account % holds % cents', p_account_id, v_balance
            using errcode = '23514', constraint = 'ck_account_closed_empty',
                  detail = json_build_object('account_id', p_account_id, 'balance', v_balance)::text;
    end if;
    update ledger.account set closed_at = clock_timestamp() where id = p_account_id
    returning closed_at into v_closed_at;
    return v_closed_at;
end $$;
