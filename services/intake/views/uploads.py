"""Files in the citizens' pages: with the form, and after; by a plain form or by the page's script."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, jsonify, request
from flask_wtf.csrf import ValidationError as StaleToken
from flask_wtf.csrf import validate_csrf
from marshmallow import ValidationError

from services.intake import wording as states
from services.intake.domain.files import MOST_TOTAL, State
from services.intake.files import pieces, wording
from services.intake.files.arriving import Arriving, arriving
from services.intake.files.owners import Owner, files_of, finished, of_complaint
from services.intake.files.showing import Shown, shown
from services.intake.pursuit import NotOpen
from services.intake.schemas.files import AnnouncedFileSchema
from shared.files import words
from shared.i18n import N_, gettext
from shared.web import works
from shared.web.forms import STALE
from shared.web.problems import problem
from shared.web.validation import field_errors

NO_ROOM = N_("Files cannot be taken at the moment. What you wrote was kept; try the files again later.")
TO_SEND = N_("Received; it is handed in with the complaint")
ROUND = 2 << 20
"""What a form has besides its files."""


def doors(blueprint: Blueprint, owner_of: Callable[[], Owner]) -> None:
    """Give a blueprint the doors for the script: announce, ask, send a piece, take away.

    `owner_of` says whose files this browser may send, and refuses (Problem) when nobody's.
    """

    def announce() -> Response:
        owner = _allowed(owner_of)
        try:
            said: Any = AnnouncedFileSchema().load(request.get_json(silent=True) or {})
        except ValidationError as error:
            raise problem(422, "invalid", errors=field_errors({"json": error.messages})) from None
        answer = _open(lambda: pieces.announced(owner, said["name"], said["size"], said["sha256"]))
        return _created(answer)

    def ask(file_id: UUID) -> Response:
        return pieces.standing(owner_of(), file_id)

    def send(file_id: UUID) -> Response:
        owner = _allowed(owner_of)
        answer: Response = _open(lambda: pieces.sent(owner, file_id))
        return answer

    def leave(file_id: UUID) -> Response:
        return pieces.removed(_allowed(owner_of), file_id)

    one = "/api/files/<uuid:file_id>"
    blueprint.add_url_rule("/api/files", "announce_file", announce, methods=["POST"])
    blueprint.add_url_rule(one, "file_standing", ask, methods=["GET"])
    blueprint.add_url_rule(one, "send_piece", send, methods=["PATCH"])
    blueprint.add_url_rule(one, "leave_file", leave, methods=["DELETE"])


def _allowed(owner_of: Callable[[], Owner]) -> Owner:
    """A script of ours sends the page's token in a header, which no other site's page can."""
    try:
        validate_csrf(request.headers.get("X-CSRFToken"))
    except StaleToken:
        raise problem(400, "csrf", gettext(STALE)) from None
    return owner_of()


def _open(do: Callable[[], Any]) -> Any:
    try:
        return do()
    except NotOpen as refused:
        raise problem(409, "not_open", not_open(refused)) from None


def _created(answer: dict[str, Any]) -> Response:
    response = jsonify(answer)
    response.status_code = 201
    return response


def not_open(refused: NotOpen) -> str:
    closed = refused.permission.closed
    return states.closed(closed) if closed else ""


def coming(owner: Owner) -> Arriving:
    """The files of the form in this request; to be said before anything reads the form."""
    return arriving(owner, MOST_TOTAL + ROUND)


def refusals(found: Arriving) -> str:
    """What was not taken, each with its name and reason; empty when all was."""
    said = [gettext(NO_ROOM)] if found.trouble is not None else []
    said += [
        gettext("%(name)s: %(reason)s", name=name, reason=wording.refused(reason))
        for name, reason in found.refused
    ]
    return " ".join(said)


def lines(owner: Owner) -> list[dict[str, Any]]:
    """The owner's files for a page, in words."""
    with works().reading() as session:
        return [_line(shown(row, owner), owner) for row in files_of(session, owner)]


def shown_of(complaint_id: UUID) -> list[Shown]:
    """A complaint's files without their names, which may tell who sent them."""
    with works().reading() as session:
        return [shown(row) for row in finished(files_of(session, of_complaint(complaint_id)))]


def _line(file: Shown, owner: Owner) -> dict[str, Any]:
    done = file.state is not State.UPLOADING
    share = 100 * file.received // max(1, file.size)
    standing = gettext(TO_SEND) if owner.draft else wording.standing(file)
    return {
        "id": str(file.id),
        "name": file.name,
        "size": file.size,
        "amount": words.amount(file.size),
        "kind": str(file.kind).upper() if file.kind else "",
        "done": done,
        "share": share,
        "standing": standing if done else gettext("%(share)d %% sent", share=share),
        "refused": file.state is State.REFUSED,
        "sha256": file.sha256 if done else None,
    }
