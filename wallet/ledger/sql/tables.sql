-- The ledger's tables. Owned by wallet_owner; the application may only read them.

create schema ledger;

-- A closed world of accounts: value never leaves it. One book per fund.
create table ledger.book (
    id bigint generated always as identity,
    opened_at timestamptz not null default now(),
    constraint pk_book primary key (id)
);

create table ledger.account (
    id bigint generated always as identity,
    book_id bigint not null,
    kind varchar(40) not null,
    owner_id uuid,
    expires_on date,
    -- Only an account with a floor keeps a live balance (in cents) and is locked when value moves.
    -- `bank` and `merchant` have no floor: a market-day merchant is no bottleneck.
    balance bigint,
    opened_at timestamptz not null default now(),
    -- From then on nothing moves here any more; only `ledger.close_account` says so.
    closed_at timestamptz,
    constraint pk_account primary key (id),
    constraint uq_account_id_book_id unique (id, book_id),
    -- Two requests that open the same purse at the same moment get the same account.
    constraint uq_account_book_id_kind_owner_id_expires_on
        unique nulls not distinct (book_id, kind, owner_id, expires_on),
    constraint fk_account_book_id_book foreign key (book_id) references ledger.book (id),
    constraint ck_account_kind
        check (kind in ('bank', 'pot', 'budget', 'purse', 'merchant', 'payout')),
    constraint ck_account_owner check ((kind in ('bank', 'pot')) = (owner_id is null)),
    constraint ck_account_expiry check ((kind = 'purse') = (expires_on is not null)),
    constraint ck_account_live_balance check ((kind in ('bank', 'merchant')) = (balance is null)),
    -- No coin without a received euro: nothing is spent that is not there.
    constraint ck_account_floor check (balance >= 0),
    -- Nobody loses coins by a closing.
    constraint ck_account_closed_empty check (closed_at is null or coalesce(balance, 0) = 0)
);
create index ix_account_owner_id_kind on ledger.account (owner_id, kind);

-- One or more transfers carried out together. The cause is the idempotency key.
create table ledger.posting (
    id bigint generated always as identity,
    cause text not null,
    posted_at timestamptz not null default clock_timestamp(),
    constraint pk_posting primary key (id),
    constraint uq_posting_cause unique (cause),
    constraint ck_posting_cause check (length(cause) between 3 and 200)
);

create table ledger.transfer (
    id bigint generated always as identity,
    posting_id bigint not null,
    book_id bigint not null,
    source_id bigint not null,
    target_id bigint not null,
    cents bigint not null,
    -- Which received euros this is; only a transfer out of `bank` has one, and must.
    bank_entry_id uuid,
    constraint pk_transfer primary key (id),
    constraint fk_transfer_posting_id_posting foreign key (posting_id) references ledger.posting (id),
    -- Both ends in the same book, by construction: no euro is counted for two sponsors.
    constraint fk_transfer_source_id_book_id_account
        foreign key (source_id, book_id) references ledger.account (id, book_id),
    constraint fk_transfer_target_id_book_id_account
        foreign key (target_id, book_id) references ledger.account (id, book_id),
    constraint ck_transfer_cents check (cents between 1 and 1000000000000),
    constraint ck_transfer_two_accounts check (source_id <> target_id)
);
create index ix_transfer_posting_id on ledger.transfer (posting_id);
create index ix_transfer_source_id on ledger.transfer (source_id) include (cents);
create index ix_transfer_target_id on ledger.transfer (target_id) include (cents);
create index ix_transfer_bank_entry_id on ledger.transfer (bank_entry_id)
    where bank_entry_id is not null;
