"""Registers as people and programs read them, in the language in use."""

from collections.abc import Iterable
from typing import Any

from services.triage.domain.registers import FAULTS, Column, Difference, Fault, Kind, Type
from services.triage.registers.models import RegisterChange, RegisterEntry
from services.triage.wording import doer
from shared.i18n import N_, gettext

CHOICES = {
    "full_time": N_("full time"),
    "part_time": N_("part time"),
    "provincial_exam": N_("provincial examination"),
    "local_rule": N_("local rule on certificates"),
    "department": N_("a department"),
    "supervision_body": N_("a supervision body"),
    "unit": N_("a unit of a department"),
    "enterprise": N_("an enterprise or other organisation"),
    "yes": N_("yes"),
    "no": N_("no"),
}
TYPES = {
    Type.TEXT: N_("text"),
    Type.DAY: N_("day, like 2026-12-01"),
    Type.YES_NO: N_("yes or no"),
    Type.DIVISION: N_("code of a division"),
    Type.NEW_CODE: N_("six digits that no other division has"),
}
MOST_FAULTS = 200


def kind_json(kind: Kind, count: int) -> dict[str, Any]:
    return {
        "kind": kind.name,
        "text": gettext(kind.text),
        "count": count,
        "columns": [column_json(column) for column in kind.columns],
        "key": list(kind.key),
    }


def column_json(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "text": gettext(column.text),
        "type": column.type.value,
        "required": column.required,
        "choices": list(column.choices),
    }


def column_text(column: Column) -> str:
    """What a cell may say."""
    if column.type is Type.CHOICE:
        return gettext(" or ").join(f"{one} ({gettext(CHOICES[one])})" for one in column.choices)
    return gettext(TYPES[column.type])


def entry_json(entry: RegisterEntry) -> dict[str, Any]:
    return {"id": str(entry.id), "key": entry.key, "cells": dict(entry.cells)}


def change_json(change: RegisterChange) -> dict[str, Any]:
    return {
        "number": change.number,
        "key": change.key,
        "at": change.at.isoformat(),
        "by": doer(change.actor, change.actor_name),
        "reason": change.reason,
        "before": change.before,
        "after": change.after,
    }


def difference_json(found: Difference) -> dict[str, Any]:
    """What a file adds and changes; of a change, both sides of what differs."""
    return {
        "added": [{"line": row.line, "key": row.key, "cells": dict(row.cells)} for row in found.added],
        "changed": [
            {"line": one.row.line, "key": one.row.key, "cells": _both(one.before, one.row.cells)}
            for one in found.changed
        ],
        "unchanged": found.unchanged,
    }


def _both(before: Any, after: Any) -> dict[str, Any]:
    return {
        name: {"before": before.get(name, ""), "after": value}
        for name, value in after.items()
        if before.get(name, "") != value
    }


def fault_errors(faults: Iterable[Fault]) -> list[dict[str, str]]:
    """By line and column; a very wrong file is told by its first faults."""
    found = list(faults)[:MOST_FAULTS]
    return [
        {
            "pointer": f"/csv/{one.line}/{one.column}".rstrip("/"),
            "message": gettext(FAULTS[one.code]),
            "code": one.code,
        }
        for one in found
    ]


def fault_text(fault: Fault) -> str:
    """Line 3, valid_to: the last day lies before the first."""
    place = gettext("Line %(line)s", line=fault.line)
    place += f", {fault.column}" if fault.column else ""
    return place + gettext(": ") + gettext(FAULTS[fault.code])
