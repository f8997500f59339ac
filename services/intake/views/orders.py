"""Work orders at the hotline desk: what is due, one order with its clocks, and what its sender was told."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request
from marshmallow import Schema, ValidationError

from services.intake.domain.orders import OPEN, State, Step
from services.intake.orders import deliveries, designating, keeping, showing, telling, wording
from services.intake.orders.deliveries import Delivered, Told
from services.intake.orders.keeping import NotOpen, NotTheirs, Shown
from services.intake.schemas.orders import VIEWS, InterimSchema, SendBackSchema
from services.intake.views import uploads
from services.intake.views.papers import send_papers
from services.intake.views.protection import stale
from shared.clock import china_day
from shared.contracts.terms import Role
from shared.files import words
from shared.i18n import N_, gettext
from shared.staff.web import acting, require_role, staff
from shared.web import works
from shared.web.problems import problem
from shared.web.validation import field_errors
from shared.work import Work

blueprint = Blueprint("order_pages", __name__, url_prefix="/hotline/orders")
PAGE = 50
TABS = {
    "open": N_("To be done"),
    "returned": N_("Sent back"),
    "replied": N_("Answered"),
    "all": N_("All"),
}
CHANGED = N_("This order was changed meanwhile. Look below and decide again.")
DONE = N_("It is done, and its sender is told.")
AGAIN = N_("It is tried once more.")
HANDED = N_("It is marked as handed over.")
Do = Callable[[Work, Shown, Any], Any]
STEPS: dict[str, tuple[type[Schema] | None, Do]] = {
    "sign": (None, lambda work, found, _: keeping.sign(work, found, hard=bool(request.form.get("hard")))),
    "return": (
        SendBackSchema,
        lambda work, found, said: keeping.send_back(work, found, said["reason"], said["addressee"]),
    ),
    "interim": (InterimSchema, lambda work, found, said: keeping.reply_meanwhile(work, found, said["text"])),
    "agree": (None, lambda work, found, _: keeping.agree(work, found)),
    "designate": (None, lambda work, found, _: designating.take_on(work, found)),
}


class Changed(Exception):
    """The order is not what it was when its page was shown."""


@blueprint.get("")
@require_role(Role.HOTLINE)
def listed() -> str:
    view = request.args.get("view", "open")
    view = view if view in VIEWS else "open"
    before = _before(request.args.get("before", ""))
    with works().begin(acting()) as work:
        found = keeping.listed(work.session, staff(), view, PAGE + 1, before)
        rows = [showing.line(work, one) for one in found[:PAGE]]
        counted = keeping.counts(work.session, staff())
    tabs = [
        {
            "text": gettext(text),
            "href": f"/hotline/orders?view={name}",
            "current": name == view,
            "count": counted.get(name),
        }
        for name, text in TABS.items()
    ]
    more = f"/hotline/orders?view={view}&before={rows[-1]['id']}" if len(found) > PAGE else None
    return render_template(
        "intake/orders/list.html", rows=[_row(row) for row in rows], tabs=tabs, next_url=more, today=_today()
    )


def _before(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise problem(404, "not_found") from None


@blueprint.get("/<uuid:order_id>")
@require_role(Role.HOTLINE)
def one(order_id: UUID) -> Response:
    return _page(order_id)


@blueprint.post("/<uuid:order_id>/<string:step>")
@require_role(Role.HOTLINE)
def act(order_id: UUID, step: str) -> Response:
    """Sign for it, send it back, answer meanwhile, note what the sender decided; or add papers."""
    if step == "papers":
        return _add_papers(order_id)
    if step not in STEPS:
        raise problem(404, "not_found")
    if errors := stale():
        return _page(order_id, errors, step, 400)
    schema, do = STEPS[step]
    try:
        said = (
            schema().load({name: request.form.get(name, "") for name in schema().fields}) if schema else None
        )
    except ValidationError as error:
        wrong = {one["pointer"][1:]: one["message"] for one in field_errors({"json": error.messages})}
        return _page(order_id, wrong, step, 422)
    try:
        with works().begin(acting()) as work:
            found = _theirs(work, order_id, lock=True)
            if request.form.get("version") != str(found.order.version):
                raise Changed
            do(work, found, said)
    except Changed:
        return _page(order_id, {"": gettext(CHANGED)}, step, 409)
    except NotOpen as refused:
        return _page(order_id, {"": wording.closed(refused.closed)}, step, 409)
    flash(gettext(DONE), "done")
    return _to(order_id)


@blueprint.post("/<uuid:order_id>/deliveries/<uuid:delivery_id>")
@require_role(Role.HOTLINE)
def deliver(order_id: UUID, delivery_id: UUID) -> Response:
    """Try once more, or note that the sender was told by another way."""
    if errors := stale():
        return _page(order_id, errors, "", 400)
    by_hand = request.form.get("do") == "handover"
    try:
        with works().begin(acting()) as work:
            _theirs(work, order_id, lock=True)
            row = deliveries.find(work.session, order_id, delivery_id)
            if row is None:
                raise problem(404, "not_found")
            (deliveries.handed_over if by_hand else deliveries.again)(work, row)
    except Delivered:
        return _page(order_id, {"": gettext(CHANGED)}, "", 409)
    flash(gettext(HANDED if by_hand else AGAIN), "done")
    return _to(order_id)


def _add_papers(order_id: UUID) -> Response:
    with works().reading() as session:
        complaint = _theirs_in(session, order_id).complaint.id
    errors, status = send_papers(complaint)
    return _page(order_id, errors, "papers", status) if errors else _to(order_id)


def _to(order_id: UUID | None) -> Response:
    return make_response(redirect(f"/hotline/orders/{order_id}" if order_id else "/hotline/orders", 303))


def _theirs(work: Work, order_id: UUID, *, lock: bool = False) -> Shown:
    return _theirs_in(work.session, order_id, lock=lock)


def _theirs_in(session: Any, order_id: UUID, *, lock: bool = False) -> Shown:
    try:
        return keeping.find(session, staff(), order_id, lock=lock)
    except NotTheirs:
        raise problem(404, "not_found") from None


def _today() -> Any:
    return china_day(works().clock())


def _row(row: dict[str, Any]) -> dict[str, Any]:
    text, tone = wording.STATES[State(row["state"])]
    return row | {"standing": gettext(text), "tone": tone, "due": _due(row), "open": row["state"] in OPEN}


def _due(row: dict[str, Any]) -> tuple[str, str] | None:
    """What comes next and by which day."""
    if row["state"] == State.RECEIVED:
        return gettext("Sign for it"), row["sign_by"]
    if row["state"] == State.SIGNED:
        return gettext("Interim reply"), row["interim_by"]
    if row["state"] == State.INTERIM and row["reply_by"]:
        return gettext("Answer the sender asks for"), row["reply_by"]
    return None


def _page(
    order_id: UUID, errors: dict[str, str] | None = None, step: str = "", status: int = 200
) -> Response:
    with works().begin(acting()) as work:
        found = _theirs(work, order_id)
        row = _row(showing.whole(work, found))
        may = {str(name): (wording.closed(why) if why else None) for name, why in found.may.items()}
        text = render_template(
            "intake/orders/order.html",
            order=row,
            version=found.order.version,
            statement=found.complaint.statement,
            may=may,
            open_steps={str(name) for name, why in found.may.items() if why is None},
            told=[_told(each) for each in row["deliveries"]],
            proposed={
                "reason": telling.reason(found.progress),
                "addressee": telling.addressee(found.progress),
            }
            if found.may[Step.RETURN] is None
            else {},
            interim=telling.interim(found),
            files=[words.name(each.group, each.number) for each in uploads.shown_of(found.complaint.id)],
            errors=errors or {},
            step=step,
            typed=request.form if errors else {},
            today=_today(),
        )
    return make_response(text, status)


def _told(row: dict[str, Any]) -> dict[str, Any]:
    said = [row["text"], row["reason"], row["proposed_addressee"]]
    return row | {
        "called": gettext(wording.TOLD[Told(row["kind"])]),
        "why": wording.error(row["error"]) if row["error"] else "",
        "said": "\n".join(each for each in said if each),
    }
