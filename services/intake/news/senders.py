"""How the house sends "there is news": by SMTP, and SMS by a command or an address of the operator's.

A sender gets an address and nothing else: there is nothing that it could tell.
"""

import http.client
import json
import shlex
import smtplib
import ssl
import subprocess
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from typing import Protocol
from urllib.parse import unquote, urlsplit

from services.intake.domain.news import SHORT_TEXT, SUBJECT, TEXT, Way
from shared.settings import Settings

SECONDS = 20.0
COMMAND_REFUSES = (65, 67, 68)
"""sysexits.h: EX_DATAERR, EX_NOUSER, EX_NOHOST. Every other code but 0 means: try again later."""
HTTP_REFUSES = (400, 404, 410, 422)
FOR_GOOD = 500
"""SMTP answers from here on are final."""


class Refused(Exception):
    """This address will never get it. The text names no address."""


class Away(Exception):
    """Not now. The text names no address."""


class Sender(Protocol):
    def send(self, address: str) -> None:
        """Raises Refused, Away."""


@dataclass(frozen=True)
class Smtp:
    """`smtp` speaks TLS after STARTTLS and not without, `smtps` from the beginning, `smtp+plain` never."""

    url: str = field(repr=False)
    sender: str

    def send(self, address: str) -> None:
        server = self._reached()
        try:
            with server:
                server.send_message(self._message(address), to_addrs=[address])
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()), (0, b""))[0]
            raise (Refused if code >= FOR_GOOD else Away)(f"recipient refused: {code}") from None
        except smtplib.SMTPResponseException as error:
            raise Away(f"{type(error).__name__}: {error.smtp_code}") from None
        except (smtplib.SMTPNotSupportedError, UnicodeError, ValueError):
            # An address in letters that this server does not know.
            raise Refused("address not understood") from None
        except (smtplib.SMTPException, OSError) as error:
            raise Away(type(error).__name__) from None

    def _reached(self) -> smtplib.SMTP:
        """What the server itself cannot do is no fault of anybody's address. Raises Away."""
        try:
            return self._opened()
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise Away(type(error).__name__) from None

    def _message(self, address: str) -> EmailMessage:
        message = EmailMessage()
        message["Subject"], message["From"], message["To"] = SUBJECT, self.sender, address
        message["Date"] = formatdate()
        message["Message-ID"] = make_msgid(domain=parseaddr(self.sender)[1].rpartition("@")[2] or "localhost")
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(TEXT)
        return message

    def _opened(self) -> smtplib.SMTP:
        parts = urlsplit(self.url)
        host = parts.hostname or ""
        if parts.scheme == "smtps":
            context = ssl.create_default_context()
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or 465, timeout=SECONDS, context=context)
        else:
            port = 587 if parts.scheme == "smtp" else 25
            server = smtplib.SMTP(host, parts.port or port, timeout=SECONDS)
        try:
            if parts.scheme == "smtp":
                server.starttls(context=ssl.create_default_context())
            if parts.username and parts.password:
                server.login(unquote(parts.username), unquote(parts.password))
        except BaseException:
            server.close()
            raise
        return server


@dataclass(frozen=True)
class Command:
    """A program of the operator's, run without a shell; it reads `{"to", "text"}` from its standard input."""

    command: str = field(repr=False)

    def send(self, address: str) -> None:
        try:
            done = subprocess.run(  # noqa: S603 the operator's own command
                shlex.split(self.command),
                input=_message(address),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
                check=False,
            )
        except (OSError, ValueError, subprocess.TimeoutExpired) as error:
            raise Away(type(error).__name__) from None
        if done.returncode:
            trouble = Refused if done.returncode in COMMAND_REFUSES else Away
            raise trouble(f"the command ended with code {done.returncode}")


class _NoWayOn(urllib.request.HTTPRedirectHandler):
    """A redirection would carry the bearer elsewhere and leave the message behind."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoWayOn)


@dataclass(frozen=True)
class Http:
    """The operator's gateway: it gets `{"to", "text"}` as JSON, with a bearer where one is set. Any 2xx is a
    receipt; no redirection is followed."""

    url: str = field(repr=False)
    token: str | None = field(repr=False, default=None)

    def send(self, address: str) -> None:
        headers = {"Content-Type": "application/json"}
        headers |= {"Authorization": f"Bearer {self.token}"} if self.token else {}
        request = urllib.request.Request(self.url, _message(address), headers, method="POST")  # noqa: S310 settings allow http and https only
        try:
            with _OPENER.open(request, timeout=SECONDS):
                return
        except urllib.error.HTTPError as error:
            raise (Refused if error.code in HTTP_REFUSES else Away)(f"HTTP {error.code}") from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Away(type(error).__name__) from None


def _message(address: str) -> bytes:
    return json.dumps({"to": address, "text": SHORT_TEXT}, ensure_ascii=False).encode()


def senders_of(settings: Settings | None) -> Mapping[Way, Sender]:
    """What the operator set up; nothing by default."""
    found: dict[Way, Sender] = {}
    if settings is None:
        return found
    if settings.smtp_url and settings.smtp_from:
        found[Way.EMAIL] = Smtp(settings.smtp_url, settings.smtp_from)
    if settings.sms_command:
        found[Way.SMS] = Command(settings.sms_command)
    elif settings.sms_url:
        found[Way.SMS] = Http(settings.sms_url, settings.sms_token)
    return found
