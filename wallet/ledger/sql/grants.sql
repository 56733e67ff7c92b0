-- The application reads, and moves value through the functions; nothing else, not even by mistake.

revoke all on schema ledger from public;
revoke all on all functions in schema ledger from public;
revoke all on all tables in schema ledger from wallet_app, wallet_auditor;

grant usage on schema ledger to wallet_app, wallet_auditor;
grant select on all tables in schema ledger to wallet_app, wallet_auditor;
grant execute on function
    ledger.open_book(),
    ledger.open_account(bigint, text, uuid, date),
    ledger.close_account(bigint),
    ledger.hold(text, uuid),
    ledger.balance_of(bigint),
    ledger.post(text, ledger.move[]),
    ledger.post_all(text[], integer[], ledger.move[]),
    ledger.settle(interval),
    ledger.seal(bigint, bigint, bigint, integer, bytea, bytea, bytea, bytea, text, timestamptz)
    to wallet_app;
grant execute on function ledger.balance_of(bigint) to wallet_auditor;
