"""Which language a page is shown in, and the link that changes it without losing the place."""

from urllib.parse import urlencode

from flask import Flask, Response, g, request

from shared import i18n
from shared.web.context import given, this_request

COOKIE = "jiandu_lang"


def chosen() -> str:
    """`?lang=`, then the cookie, then what the browser prefers, then Chinese."""
    asked = this_request()
    wanted = given(asked.args, "lang") or given(asked.cookies, COOKIE)
    if wanted and (known := _known(wanted)):
        return known
    for tag, _ in asked.accept_languages:
        if known := _known(tag):
            return known
    return i18n.DEFAULT


def _known(tag: str) -> str | None:
    """The language that a tag means: the one of that name, else the first of the same tongue."""
    tag = tag.lower().replace("_", "-")
    there = {code.lower().replace("_", "-"): code for code in reversed(i18n.languages())}
    tongues = {name.split("-")[0]: code for name, code in there.items()}
    return there.get(tag) or tongues.get(tag.split("-")[0])


def lang_url(code: str) -> str:
    """This very page in another language."""
    arguments = request.args.to_dict(flat=False) | {"lang": [code]}
    return f"{request.path}?{urlencode(arguments, doseq=True)}"


def offered() -> list[tuple[str, str]]:
    """Every language there is, with its own name for itself."""
    return [(code, i18n.own_name(code)) for code in i18n.languages()]


def install(app: Flask) -> None:
    part = app.name.rpartition(".")[2]

    def choose() -> None:
        g.locale = code = chosen()
        i18n.use(code, part)

    def remember(response: Response) -> Response:
        response.headers["Content-Language"] = i18n.tag()
        if "Vary" in response.headers:
            response.vary.add("Accept-Language")
        else:
            response.headers["Vary"] = "Accept-Language"
        if (wanted := given(this_request().args, "lang")) and _known(wanted):
            response.set_cookie(
                COOKIE,
                g.locale,
                max_age=31536000,
                httponly=True,
                samesite="Lax",
                secure=bool(app.config["SESSION_COOKIE_SECURE"]),
            )
        return response

    app.before_request(choose)
    app.after_request(remember)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(i18n.gettext, i18n.ngettext, newstyle=True)  # type: ignore[attr-defined]
    app.jinja_env.globals.update(
        lang_url=lang_url,
        html_lang=i18n.tag,
        html_dir=i18n.direction,
        offered_languages=offered,
        locale=i18n.locale,
        gap=i18n.gap,
    )
