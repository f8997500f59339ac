"""The doors at which files come in pieces: for programs with a receipt code, and for our pages' scripts.

Announce it, send pieces from the offset that the answer names, ask for the offset after any trouble; it goes
on where it stopped, also after a restart of either side. As in tus 1.0, with fewer words.
"""

from typing import Any
from uuid import UUID

from flask import Response, jsonify, request

from services.intake.domain.files import MOST_BYTES, SENT
from services.intake.files import taking
from services.intake.files.arriving import place_of, store
from services.intake.files.owners import Owner, find
from services.intake.files.showing import Shown, shown
from services.intake.files.taking import NoSuchFile, OtherOffset, TooSmall
from services.intake.files.wording import refused
from shared.files.kinds import Reason, Unfit
from shared.files.sealed import PIECE
from shared.i18n import N_, gettext
from shared.web import works
from shared.web.api import PIECE_TYPE
from shared.web.arriving import unfit_for
from shared.web.problems import Problem, problem
from shared.work import PUBLIC

OFFSET, LENGTH = "Upload-Offset", "Upload-Length"
NEXT = N_("The next piece begins at byte %(offset)d.")
SMALL = N_("A piece has a multiple of %(piece)d bytes; only the last one may have fewer.")
SAY_OFFSET = N_("Say in Upload-Offset, in figures, at which byte the piece begins.")


def unfit_problem(unfit: Unfit) -> Problem:
    """Why a file is refused, as a problem at its field."""
    return unfit_for(unfit, refused(unfit.reason))


def as_json(file: Shown) -> dict[str, Any]:
    """How an upload stands."""
    return file.as_json() | {"piece": PIECE, "most": SENT}


def announced(owner: Owner, name: str, size: int, sha256: str | None = None) -> dict[str, Any]:
    """Raises Problem, NotOpen."""
    if size > MOST_BYTES:
        raise unfit_problem(Unfit(Reason.TOO_LARGE))
    store().check()
    try:
        with works().begin(PUBLIC) as work:
            return as_json(shown(taking.announce(work, owner, name, size, sha256), owner))
    except Unfit as unfit:
        raise unfit_problem(unfit) from None


def standing(owner: Owner, file_id: UUID) -> Response:
    with works().reading() as session:
        row = find(session, owner, file_id)
        if row is None:
            raise problem(404, "not_found")
        return _told(shown(row, owner))


def sent(owner: Owner, file_id: UUID) -> Response:
    """Take the piece in this request. Raises Problem, NotOpen."""
    if request.mimetype != PIECE_TYPE:
        raise problem(415, "piece_expected", headers={"Accept-Patch": PIECE_TYPE})
    data, offset = request.get_data(cache=False), _offset()
    try:
        return _told(taking.append(place_of(owner), file_id, offset, data))
    except Unfit as unfit:
        raise unfit_problem(unfit) from None
    except NoSuchFile:
        raise problem(404, "not_found") from None
    except OtherOffset as other:
        detail, headers = gettext(NEXT, offset=other.offset), {OFFSET: str(other.offset)}
        raise problem(409, "other_offset", detail, headers=headers) from None
    except TooSmall:
        error = {"pointer": "", "message": gettext(SMALL, piece=PIECE), "code": "piece_too_small"}
        raise problem(422, "invalid", errors=[error]) from None


def removed(owner: Owner, file_id: UUID) -> Response:
    """Forget an upload. Raises Problem."""
    try:
        with works().begin(PUBLIC) as work:
            taking.remove(work, owner, file_id)
    except NoSuchFile:
        raise problem(404, "not_found") from None
    return Response(status=204)


def _offset() -> int:
    said = request.headers.get(OFFSET, "")
    if not (said.isascii() and said.isdecimal() and len(said) < 12):
        error = {"pointer": f"/{OFFSET}", "message": gettext(SAY_OFFSET), "code": "wrong_format"}
        raise problem(422, "invalid", errors=[error])
    return int(said)


def _told(file: Shown) -> Response:
    response = jsonify(as_json(file))
    response.headers[OFFSET], response.headers[LENGTH] = str(file.received), str(file.size)
    return response
