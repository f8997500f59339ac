"""Large print and strong contrast, for whoever asks: by a link, kept in a cookie that says nothing else."""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Flask, Response, g, request

from shared.web.context import given, this_request

COOKIE = "jiandu_display"
NAME = "display"
YEAR = 31536000


@dataclass(frozen=True)
class Display:
    """How pages are shown; contrast is also strong where the reader's system asks for it."""

    large: bool = False
    strong: bool = False

    @property
    def word(self) -> str:
        """As links and the cookie have it."""
        return "-".join(["large"] * self.large + ["contrast"] * self.strong) or "plain"


KNOWN = {
    one.word: one for one in (Display(large, strong) for large in (False, True) for strong in (False, True))
}


PLAIN = KNOWN["plain"]


def chosen() -> Display:
    """`?display=`, then the cookie, then as everybody has it."""
    asked = this_request()
    wanted, kept = given(asked.args, NAME), given(asked.cookies, COOKIE)
    return KNOWN.get(wanted or "") or KNOWN.get(kept or "") or PLAIN


def display_url(*, large: bool, strong: bool) -> str:
    """This very page, shown so."""
    arguments = request.args.to_dict(flat=False) | {NAME: [Display(large, strong).word]}
    return f"{request.path}?{urlencode(arguments, doseq=True)}"


def install(app: Flask) -> None:
    def choose() -> None:
        g.display = chosen()

    def remember(response: Response) -> Response:
        wanted = given(this_request().args, NAME)
        if wanted in KNOWN:
            response.set_cookie(
                COOKIE,
                wanted,
                max_age=YEAR,
                httponly=True,
                samesite="Lax",
                secure=bool(app.config["SESSION_COOKIE_SECURE"]),
            )
        return response

    app.before_request(choose)
    app.after_request(remember)
    app.jinja_env.globals.update(display=lambda: g.display, display_url=display_url)
