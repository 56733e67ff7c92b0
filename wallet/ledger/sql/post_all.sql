-- Many postings in one call, such as a month of rewards: all of them, or none.
-- Move n belongs to cause p_places[n], counted from 1. Causes posted before are skipped if they
-- say the same, and refuse the whole call if they do not.

create function ledger.post_all(p_causes text[], p_places integer[], p_moves ledger.move[])
returns table (cause text, posting_id bigint, is_repeat boolean)
language plpgsql security definer
set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
    v_fresh boolean[];
    v_posting_ids bigint[];
    v_moves ledger.move[];
    v_repeat record;
begin
    -- Lists that count from 1, so that a place means the same everywhere below; each cause once.
    if array_dims(p_causes) is distinct from format('[1:%s]', cardinality(p_causes))
        or array_dims(p_places) is distinct from format('[1:%s]', cardinality(p_moves))
        or array_dims(p_moves) is distinct from array_dims(p_places)
        or exists (select from unnest(p_places) as place where p_causes[place] is null)
        or (select count(distinct place) from unnest(p_places) as place) <> cardinality(p_causes)
        or (select count(distinct c) from unnest(p_causes) as c) <> cardinality(p_causes) then
        raise exception 'every posting has one cause and moves something, every move belongs to one'
            using errcode = '23514', constraint = 'posting_moves_something';
    end if;

    -- In the order of the causes: two callers with several of the same queue, never deadlock.
    with fresh as (
        insert into ledger.posting (cause)
        select c from unnest(p_causes) as c order by c
        on conflict on constraint uq_posting_cause do nothing
        returning posting.id, posting.cause
    )
    select array_agg(fresh.id order by c.place), array_agg(fresh.id is not null order by c.place)
    into v_posting_ids, v_fresh
    from unnest(p_causes) with ordinality as c (cause, place)
    left join fresh on fresh.cause = c.cause;

    for v_repeat in
        select p.id, p.cause, array_agg(m.move order by m.n) as moves
        from (
            select p_places[n] as place, p_moves[n] as move, n
            from generate_subscripts(p_moves, 1) as n
            where not v_fresh[p_places[n]]
        ) as m
        join ledger.posting p on p.cause = p_causes[m.place]
        group by p.id, p.cause
    loop
        perform ledger.check_same(v_repeat.cause, v_repeat.id, v_repeat.moves);
    end loop;

    select array_agg(v_posting_ids[place] order by n), array_agg(move order by n)
    into v_posting_ids, v_moves
    from unnest(p_places, p_moves) with ordinality
        as m (place, source_id, target_id, cents, bank_entry_id, n)
    cross join lateral (select (source_id, target_id, cents, bank_entry_id)::ledger.move as move) as x
    where v_fresh[place];
    if v_moves is not null then
        perform ledger.carry_out(v_posting_ids, v_moves);
    end if;

    return query
    select c.cause, p.id, not v_fresh[c.place]
    from unnest(p_causes) with ordinality as c (cause, place)
    join ledger.posting p on p.cause = c.cause
    order by c.place;
end $$;
