"""How days, moments and places are written in pages."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from flask import Flask

from shared import office_days, party_names
from shared.clock import CHINA, china_day
from shared.days import as_day, day
from shared.divisions import divisions
from shared.divisions.names import Names
from shared.files import words
from shared.i18n import locale


def moment(value: datetime | str | None) -> str:
    """The day and the time in China."""
    if value is None:
        return ""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return f"{day(found)} {found.astimezone(CHINA):%H:%M}"


def install(app: Flask, names_file: Path | None = None) -> None:
    """Give the templates of `app` their filters; `names_file` is for an application that is in no house."""

    def names() -> Names:
        house = app.extensions.get("jiandu")
        return party_names.in_use(house.settings.names_file if house else names_file)

    def division_name(code: str | None) -> str:
        return names().division_name(code, locale()) if code and divisions().get(code) else (code or "")

    def body_name(code: str | None) -> str:
        return names().party_name(code, locale()) if code else ""

    def open_names() -> None:
        if "jiandu" not in app.extensions:
            return  # an application without a database of its own: names are those built in
        works = app.extensions["jiandu"].works
        today, pool = lambda: china_day(works.clock()), works.database.engine.pool
        party_names.begin(party_names.Source(works.database.glancing, today, pool))

    def close_names(_: object) -> None:
        party_names.begin(None)

    app.before_request(open_names)
    app.teardown_request(close_names)

    def provisional(value: date | datetime | str | None) -> bool:
        found = as_day(value)
        return found is not None and office_days.calendar().is_provisional(found)

    helpers: dict[str, Any] = {
        "provisional": provisional,
        "day": day,
        "as_day": as_day,
        "moment": moment,
        "division_name": division_name,
        "body_name": body_name,
        "amount": words.amount,
        "file_name": lambda file: words.name(file["group"], file["number"]),
        "warnings": words.warnings,
        "file_remarks": lambda file: words.remarks(file["copy"], file["notes"]),
    }
    app.jinja_env.filters.update(helpers)
    # The templates' own lines and indents are not sent: a tenth of a long form.
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
