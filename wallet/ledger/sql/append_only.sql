-- History cannot be edited, not even by the owner of the tables in a careless moment.
-- A change is a new entry.

create function ledger.refuse_edit() returns trigger
language plpgsql set search_path = pg_catalog as $$
begin
    raise exception 'the ledger is append-only: % on % refused', tg_op, tg_table_name
        using errcode = '23514', constraint = 'append_only', schema = 'ledger', table = tg_table_name;
end $$;

create trigger append_only before update or delete or truncate on ledger.book
    for each statement execute function ledger.refuse_edit();
create trigger append_only before update or delete or truncate on ledger.posting
    for each statement execute function ledger.refuse_edit();
create trigger append_only before update or delete or truncate on ledger.transfer
    for each statement execute function ledger.refuse_edit();

-- Of an account only the live balance moves, and only `ledger.post` may move it.
create trigger append_only before delete or truncate on ledger.account
    for each statement execute function ledger.refuse_edit();
create trigger append_only_keys
    before update of id, book_id, kind, owner_id, expires_on, opened_at on ledger.account
    for each statement execute function ledger.refuse_edit();
-- Closing is for good.
create trigger append_only_closing before update of closed_at on ledger.account
    for each row when (old.closed_at is not null)
    execute function ledger.refuse_edit();
