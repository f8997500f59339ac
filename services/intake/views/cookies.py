"""Small sealed cookies that hold one page's key: the form's draft, the receipt, the complaint followed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import Response, current_app, request

from services.intake import vault
from shared.web import works


@dataclass(frozen=True)
class Cookie:
    """A cookie that only its own pages get, that no script reads, and that ends with the browser."""

    name: str
    path: str
    lifetime: timedelta

    def read(self) -> Any:
        """What was put in, or None: absent, foreign, or over."""
        text = request.cookies.get(self.name)
        if not text:
            return None
        try:
            value, until = vault.open_text(self.name, text)
        except vault.Unreadable:
            return None
        return value if datetime.fromisoformat(until) > works().clock() else None

    def put(self, response: Response, value: Any) -> Response:
        until = works().clock() + self.lifetime
        response.set_cookie(
            self.name,
            vault.seal_text(self.name, [value, until.isoformat()]),
            path=self.path,
            httponly=True,
            samesite="Lax",
            secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
        )
        return response

    def drop(self, response: Response) -> Response:
        response.delete_cookie(self.name, path=self.path)
        return response


DRAFT = Cookie("jiandu_draft", "/complaints", timedelta(days=14))
RECEIPT = Cookie("jiandu_receipt", "/complaints", timedelta(hours=1))
FOLLOWED = Cookie("jiandu_follow", "/follow", timedelta(minutes=30))
SEAT_RECEIPT = Cookie("jiandu_seat_receipt", "/hotline", timedelta(minutes=15))
