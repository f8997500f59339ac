"""On the follow page: be told that there is news, or no more."""

from typing import Any
from uuid import UUID

from flask import request
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from services.intake import wording
from services.intake.domain.news import Way
from services.intake.news import asking
from services.intake.news.asking import NotTold
from services.intake.news.senders import senders_of
from services.intake.schemas.receipts import NewsWishSchema
from shared.i18n import N_, gettext
from shared.web import works
from shared.web.context import settings
from shared.web.validation import field_errors
from shared.work import PUBLIC

ONE_OF_THEM = N_("Give one address where you want to be told.")
FIELDS = {"email": Way.EMAIL, "phone": Way.SMS}


def shown(session: Session, complaint_id: UUID) -> dict[str, Any]:
    """What the page shows of it."""
    wish = asking.wish_of(session, complaint_id, senders_of(settings()))
    return {"wish": wish, "told": wording.not_told(wish.shut) if wish.shut else ""}


def ask(complaint_id: UUID) -> dict[str, str]:
    """Keep what was typed; errors by field when it cannot be."""
    offered = senders_of(settings())
    given = {name: request.form.get(name, "").strip() for name in FIELDS}
    typed = [name for name, text in given.items() if text]
    if len(typed) != 1:
        first = next((name for name, way in FIELDS.items() if way in offered), "")
        return {first: gettext(ONE_OF_THEM)}
    (name,) = typed
    try:
        wanted: Any = NewsWishSchema().load({"way": str(FIELDS[name]), "address": given[name]})
        with works().begin(PUBLIC) as work:
            asking.ask(work, complaint_id, wanted["way"], wanted["address"], offered)
    except ValidationError as error:
        return {name: field_errors({"json": error.messages})[0]["message"]}
    except NotTold as not_told:
        return {"": wording.not_told(not_told.shut)}
    return {}


def stop(complaint_id: UUID) -> None:
    with works().begin(PUBLIC) as work:
        asking.stop(work, complaint_id)
