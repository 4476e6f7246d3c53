"""Compares a base of shards with one workspace: what is in them, and what was reported."""

import heapq
import re
import sqlite3
from itertools import zip_longest

IDS = re.compile(rb'"(contact_id|list_contact_id)":"[0-9a-f]{24}"')
VIEWS = {
    "contacts": "SELECT * FROM contact_view ORDER BY phone_number",
    "list contacts": "SELECT * FROM list_contact_view ORDER BY phone_number, list_number",
    "enrolments":
        "SELECT phone_number, journey, list_number, enrolled_at FROM enrolment_view ORDER BY 1, 2, 3",
    "validations": "SELECT * FROM validation_view ORDER BY phone_number, account",
    "ledger": "SELECT phone_number, account, mills FROM ledger_view ORDER BY 1, 2, 3"}


def differences(workspace, shards):
    """What differs, by name with the first difference; nothing when both are the same.

    Instants count: both imports have the same clock.
    """
    found = {name: _difference(query, workspace, shards) for name, query in VIEWS.items()}
    return {name: difference for name, difference in found.items() if difference}


def report_difference(one, other):
    """The first lines that differ but for their ids; None when none do."""
    with open(one, "rb") as left, open(other, "rb") as right:
        for number, pair in enumerate(zip_longest(left, right), 1):
            if pair[0] is None or pair[1] is None or _hidden(pair[0]) != _hidden(pair[1]):
                return f"line {number}: {pair}"
    return None


def _hidden(line):
    return IDS.sub(rb'"\1":ID', line)


def _difference(query, workspace, shards):
    parts = [_rows(path, query) for path in shards]
    whole = heapq.merge(*parts, key=_order)
    for number, (row, shared) in enumerate(zip_longest(_rows(workspace, query), whole), 1):
        if row != shared:
            return f"row {number}: {row} in one workspace, {shared} in the shards"
    return None


def _rows(path, query):
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        yield from connection.execute(query)


def _order(row):
    """The columns that a view is ordered by are texts or numbers, none is NULL but behind them."""
    return tuple((value is not None, str(value)) for value in row)
