-- Seals: runs of transfers in id order, closed off under a Merkle root, chained and signed.
-- docs/ledger-format.md says which bytes are hashed and signed.

create table ledger.seal (
    id bigint not null,
    -- All transfers above the previous seal's last one, up to and with this last one.
    first_transfer_id bigint not null,
    last_transfer_id bigint not null,
    transfer_count integer not null,
    root bytea not null,
    -- Of the previous seal's signed message; 32 zero bytes before the first.
    previous_hash bytea not null,
    -- For each transfer its id (8 bytes) and its leaf hash (32): what lets the audit name the one
    -- transfer that differs, and what an inclusion proof is made from without reading the run.
    leaves bytea not null,
    signature bytea not null,
    key_id text not null,
    sealed_at timestamptz not null,
    constraint pk_seal primary key (id),
    constraint uq_seal_first_transfer_id unique (first_transfer_id),
    constraint uq_seal_last_transfer_id unique (last_transfer_id),
    -- A chain does not fork.
    constraint uq_seal_previous_hash unique (previous_hash),
    constraint fk_seal_first_transfer_id_transfer
        foreign key (first_transfer_id) references ledger.transfer (id),
    constraint fk_seal_last_transfer_id_transfer
        foreign key (last_transfer_id) references ledger.transfer (id),
    constraint ck_seal_number check (id > 0),
    constraint ck_seal_run check (
        transfer_count between 1 and 65536
        and transfer_count <= last_transfer_id - first_transfer_id + 1
    ),
    constraint ck_seal_hashes check (
        length(root) = 32 and length(previous_hash) = 32 and length(leaves) = 40 * transfer_count
    ),
    constraint ck_seal_signature check (length(signature) = 64 and length(key_id) between 1 and 64)
);
alter table ledger.seal alter column leaves set storage external;  -- hashes do not compress

create trigger append_only before update or delete or truncate on ledger.seal
    for each statement execute function ledger.refuse_edit();

-- What is hashed for the chain, and what the signature is of.
create function ledger.seal_hash(p_seal ledger.seal) returns bytea
language sql stable set search_path = pg_catalog, pg_temp as $$
    select sha256(convert_to(concat_ws(e'\n', 'wallet-seal:1', p_seal.id,
        p_seal.first_transfer_id, p_seal.last_transfer_id, p_seal.transfer_count,
        encode(p_seal.root, 'hex'), encode(p_seal.previous_hash, 'hex'),
        to_char(p_seal.sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')), 'UTF8'))
$$;

-- The newest transfer below which nothing can appear any more, null when there is none.
-- An id is drawn before its transaction commits, so a lower one may still be on its way. Who draws
-- one holds a write lock on the table from before that until after its commit is seen. So: look at
-- what is there, then wait for everybody who holds that lock now. Postings neither wait nor pay.
create function ledger.settle(p_patience interval) returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_newest bigint;
    v_writers text[];
    v_until timestamptz := clock_timestamp() + p_patience;
begin
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'a frozen snapshot cannot see what is still being posted'
            using errcode = '55000', constraint = 'seal_sees_everything';
    end if;
    select max(id) into v_newest from ledger.transfer;
    select array_agg(l.virtualtransaction) into v_writers
    from pg_locks l
    where l.relation = 'ledger.transfer'::regclass and l.mode = 'RowExclusiveLock' and l.granted
      and l.database = (select oid from pg_database where datname = current_database())
      and l.pid is distinct from pg_backend_pid();
    while exists (
        select from pg_locks l
        where l.virtualtransaction = any (v_writers)
          and l.relation = 'ledger.transfer'::regclass and l.mode = 'RowExclusiveLock'
    ) loop
        if clock_timestamp() > v_until then
            raise exception 'a posting is still in flight'
                using errcode = '55006', constraint = 'posting_in_flight';
        end if;
        perform pg_sleep(0.005);
    end loop;
    return v_newest;
end $$;

-- Adds one seal. It believes nothing it can check itself: number, chain, that the run begins right
-- after the last sealed transfer, that no transfer of it is left out or still in flight.
-- What it cannot check, the root and the signature, the audit does.
create function ledger.seal(
    p_id bigint, p_first_transfer_id bigint, p_last_transfer_id bigint, p_transfer_count integer,
    p_root bytea, p_previous_hash bytea, p_leaves bytea, p_signature bytea, p_key_id text,
    p_sealed_at timestamptz
) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
    v_previous ledger.seal;
    v_run record;
begin
    -- One sealer at a time; readers go on.
    lock table ledger.seal in share row exclusive mode;
    select * into v_previous from ledger.seal order by id desc limit 1;
    if p_id is distinct from coalesce(v_previous.id, 0) + 1
        or p_previous_hash is distinct from (
            case when v_previous.id is null then decode(repeat('00', 32), 'hex')
            else ledger.seal_hash(v_previous) end)
        or p_sealed_at < v_previous.sealed_at then
        raise exception 'seal % does not follow the last one', p_id
            using errcode = '23514', constraint = 'seal_follows';
    end if;
    if p_sealed_at not between clock_timestamp() - interval '1 hour' and clock_timestamp() then
        raise exception 'a seal is dated when it is made'
            using errcode = '23514', constraint = 'sealed_now';
    end if;

    if p_last_transfer_id > ledger.settle(interval '10 seconds') then
        raise exception 'transfer % is not settled', p_last_transfer_id
            using errcode = '55006', constraint = 'posting_in_flight';
    end if;
    select min(t.id) as first_id, max(t.id) as last_id, count(*) as count into v_run
    from ledger.transfer t
    where t.id > coalesce(v_previous.last_transfer_id, 0) and t.id <= p_last_transfer_id;
    if (p_first_transfer_id, p_last_transfer_id, p_transfer_count)
        is distinct from (v_run.first_id, v_run.last_id, v_run.count) then
        raise exception 'transfers % to % are % transfers, not %', v_run.first_id, v_run.last_id,
            v_run.count, p_transfer_count
            using errcode = '23514', constraint = 'seal_is_complete';
    end if;

    insert into ledger.seal values (p_id, p_first_transfer_id, p_last_transfer_id,
        p_transfer_count, p_root, p_previous_hash, p_leaves, p_signature, p_key_id, p_sealed_at);
end $$;
