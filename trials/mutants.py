"""Every guard of the ledger, read from the schema, and the statement that switches it off.

A guard nobody thought of here is found as well: constraints, required columns, triggers and the
rights that are missing come from the catalogue, and what a function refuses, checks or locks
comes from its text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, text

CONSTRAINTS = """
select conrelid::regclass::text, conname from pg_constraint
where connamespace = 'ledger'::regnamespace and contype in ('p', 'u', 'f', 'c')
order by conrelid::regclass::text, conname
"""
REQUIRED = """
select a.attrelid::regclass::text, a.attname from pg_attribute a
join pg_class c on c.oid = a.attrelid
where c.relnamespace = 'ledger'::regnamespace and c.relkind = 'r'
  and a.attnum > 0 and a.attnotnull and a.attidentity = ''
  and not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary
                  and a.attnum = any (i.indkey))
order by 1, 2
"""
TRIGGERS = """
select t.tgrelid::regclass::text, t.tgname, pg_get_triggerdef(t.oid) from pg_trigger t
join pg_class c on c.oid = t.tgrelid
where c.relnamespace = 'ledger'::regnamespace and not t.tgisinternal
order by 1, 2
"""
FUNCTIONS = """
select p.oid::regprocedure::text, pg_get_functiondef(p.oid), p.prosecdef from pg_proc p
where p.pronamespace = 'ledger'::regnamespace order by 1
"""
MISSING_ON_TABLES = """
select c.oid::regclass::text, r.rolname, v.privilege
from pg_class c
cross join (values ('wallet_app'), ('wallet_auditor')) as r (rolname)
cross join (values ('insert'), ('update'), ('delete'), ('truncate')) as v (privilege)
where c.relnamespace = 'ledger'::regnamespace and c.relkind = 'r'
  and not has_table_privilege(r.rolname, c.oid, v.privilege)
order by 1, 2, 3
"""
MISSING_ON_FUNCTIONS = """
select p.oid::regprocedure::text, r.rolname
from pg_proc p cross join (values ('wallet_app'), ('wallet_auditor')) as r (rolname)
where p.pronamespace = 'ledger'::regnamespace
  and not has_function_privilege(r.rolname, p.oid, 'execute')
order by 1, 2
"""
MISSING_AROUND = """
select format('schema %s', s.nspname), r.rolname, 'create'
from pg_namespace s cross join (values ('wallet_app'), ('wallet_auditor')) as r (rolname)
where s.nspname = 'ledger' and not has_schema_privilege(r.rolname, s.oid, 'create')
union all
select format('sequence %s', c.oid::regclass), r.rolname, v.privilege
from pg_class c
cross join (values ('wallet_app'), ('wallet_auditor')) as r (rolname)
cross join (values ('usage'), ('update')) as v (privilege)
where c.relnamespace = 'ledger'::regnamespace and c.relkind = 'S'
  and not has_sequence_privilege(r.rolname, c.oid, v.privilege)
order by 1, 2, 3
"""

WORDS = r"(?:'(?:[^']|'')*'|--[^\n]*|[^;'])*"
"""The inside of a statement: a text in quotes may hold a semicolon."""


@dataclass(frozen=True)
class Mutant:
    """A guard, and what switches it off."""

    guard: str
    statement: str


def of(connection: Connection) -> list[Mutant]:
    """Every guard of this database's ledger; the connection is of somebody who may read it all."""
    finders = (_constraints, _required, _triggers, _functions, _rights)
    return [mutant for finder in finders for mutant in finder(connection)]


def _constraints(connection: Connection) -> Iterator[Mutant]:
    for table, name in connection.execute(text(CONSTRAINTS)):
        yield Mutant(f"constraint {name}", f"alter table {table} drop constraint {name} cascade")


def _required(connection: Connection) -> Iterator[Mutant]:
    for table, column in connection.execute(text(REQUIRED)):
        yield Mutant(
            f"not null {table}.{column}", f"alter table {table} alter column {column} drop not null"
        )


def _triggers(connection: Connection) -> Iterator[Mutant]:
    """Each trigger, event by event and column by column: made anew without that one."""
    for table, name, definition in connection.execute(text(TRIGGERS)):
        head, events, tail = re.split(r"(?<=BEFORE) (.*?) (?=ON )", definition, maxsplit=1)
        for event, others in _one_less(events):
            again = f"{head} {others} {tail}" if others else ""
            yield Mutant(
                f"trigger {name} on {table} at {event}", f"drop trigger {name} on {table}; {again}"
            )


def _one_less(events: str) -> Iterator[tuple[str, str]]:
    """Each event, and what is left without it: `UPDATE OF a, b` are two."""
    several = events.split(" OR ")
    for event in several:
        others = [other for other in several if other != event]
        columns = event.removeprefix("UPDATE OF ").split(", ")
        for column in columns:
            left = [other for other in columns if other != column]
            rest = [*others, f"UPDATE OF {', '.join(left)}"] if left else others
            yield (f"update of {column}" if "OF" in event else event.lower(), " OR ".join(rest))


SWITCHES = {
    rf"\braise exception\b{WORDS};": "null;",
    rf"\bperform ledger\.{WORDS};": "null;",
    rf"\block table\b{WORDS};": "null;",
    r"\bwhile\b.*?\bloop\b": "while false loop",
    r"\s+for (no key )?update\b": "",
    r"\border by \S+(?=\s+for (no key )?update\b)": "order by random()",
    r"\border by \S+(?=\s+on conflict\b)": "order by random()",
    r"\bon conflict on constraint \w+ do nothing\b": "",
}
"""What in the text of a function refuses, checks, locks, waits or puts in order; and without it."""


def _functions(connection: Connection) -> Iterator[Mutant]:
    for function, definition, is_by_owner in connection.execute(text(FUNCTIONS)):
        name = function.split("(")[0]
        for pattern, without in SWITCHES.items():
            for found in re.finditer(pattern, definition, re.DOTALL):
                statement = definition[: found.start()] + without + definition[found.end() :]
                yield Mutant(f"{name}: {_in_short(found)}", statement)
        if is_by_owner and "SET search_path" in definition:
            yield Mutant(f"{name}: search_path", f"alter function {function} reset search_path")


def _in_short(found: re.Match[str]) -> str:
    """The rule a refusal names, or else how the statement begins and what it is about."""
    rule = re.search(r"constraint = '(\w+)'", found[0])
    if rule:
        return f"refusal by {rule[1]}"
    words = " ".join(found[0].split())
    around = " ".join(found.string[max(0, found.start() - 60) : found.start()].split())
    return f"{words[:60]}" if len(words) > len("for no key update") else f"... {around} {words}"


def _rights(connection: Connection) -> Iterator[Mutant]:
    """What a role may not do, allowed."""
    for table, role, privilege in connection.execute(text(MISSING_ON_TABLES)):
        yield Mutant(
            f"no {privilege} on {table} by {role}", f"grant {privilege} on {table} to {role}"
        )
    for function, role in connection.execute(text(MISSING_ON_FUNCTIONS)):
        yield Mutant(f"no {function} by {role}", f"grant execute on function {function} to {role}")
    for thing, role, privilege in connection.execute(text(MISSING_AROUND)):
        yield Mutant(
            f"no {privilege} on {thing} by {role}", f"grant {privilege} on {thing} to {role}"
        )
