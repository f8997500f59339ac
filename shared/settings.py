"""Configuration, read once from the environment; every variable is named in contract §1."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from environs import Env
from marshmallow.validate import OneOf, Range

from shared.contracts.terms import Service
from shared.secret_files import SettingsError, address, given

__all__ = ["Settings", "SettingsError", "load"]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What an operator decides. `broker_url` None means the embedded delivery (one process, no server)."""

    bind: str
    data_dir: Path
    database_urls: Mapping[str, str]
    broker_url: str | None
    master_key_file: Path
    demo: bool
    demo_password: str | None
    triage_mode: str
    clock: str | None
    names_file: Path | None
    secure_cookies: bool
    staff_key_file: Path | None
    watch_bind: str | None = None
    """Where programs without a web side answer /healthz, /readyz and /metrics."""
    traces_url: str | None = None
    """An OpenTelemetry collector's address for traces (OTLP over HTTP)."""
    master_keys: str | None = field(default=None, repr=False)
    """The master keys themselves, where no file holds them."""
    master_key_command: str | None = field(default=None, repr=False)
    """What prints them: the hook for a key management system."""
    log_level: str = "info"
    log_form: str = "json"
    sent_days: int = 14
    """How long delivered events are kept to be said again; what was met is remembered twice as long."""

    direct_urls: Mapping[str, str] = field(default_factory=dict)
    """The way around a connection pooler, per service that has one before its database."""
    topology: str = "declare"
    """"given": queues and bindings come from imported definitions, and services may not change them."""

    files_store: str | None = None
    """`s3://bucket/prefix`; None: the folder in the data folder."""
    clamd: str | None = None
    """ClamAV's daemon, `host:port` or a socket's path; None: files are not scanned for viruses."""

    order_hooks_file: Path | None = None
    """Where the senders of work orders want to be told, each with its secret (intake/orders/hooks.py)."""
    smtp_url: str | None = field(default=None, repr=False)
    """The mail server by which complainants are told that there is news; None: nobody is told by e-mail."""
    smtp_from: str | None = None
    sms_command: str | None = field(default=None, repr=False)
    """A program that sends an SMS, or else (`sms_url`) a gateway's address; both None: nobody is told so."""
    sms_url: str | None = field(default=None, repr=False)
    sms_token: str | None = field(default=None, repr=False)

    @property
    def embedded(self) -> bool:
        return self.broker_url is None

    def unpooled_url(self, service: str) -> str:
        """The address for what a pooler in transaction mode cannot carry: listening, migrating, copying."""
        return self.direct_urls.get(service, self.database_urls[service])


def load() -> Settings:
    """Settings from the process environment. Raises SettingsError or EnvError."""
    env = Env(prefix="JIANDU_")
    data_dir = Path(env.str("DATA_DIR", "var")).resolve()
    settings = Settings(
        bind=env.str("BIND", "127.0.0.1:8000"),
        data_dir=data_dir,
        database_urls={
            service: address(env, f"{service.upper()}_DATABASE") or f"sqlite:///{data_dir / service}.sqlite3"
            for service in Service
        },
        direct_urls={
            service: url
            for service in Service
            if (url := address(env, f"{service.upper()}_DATABASE", "DIRECT_URL"))
        },
        broker_url=address(env, "BROKER"),
        topology=env.str("TOPOLOGY", "declare", validate=OneOf(["declare", "given"])),
        master_key_file=Path(env.str("MASTER_KEY_FILE", str(data_dir / "keys" / "master.key"))),
        master_keys=env.str("MASTER_KEYS", "") or None,
        master_key_command=env.str("MASTER_KEY_COMMAND", "") or None,
        demo=env.bool("DEMO", False),
        demo_password=given(env, "DEMO_PASSWORD"),
        triage_mode=env.str("TRIAGE_MODE", "assisted", validate=OneOf(["assisted", "automatic"])),
        clock=env.str("CLOCK", None) or None,
        names_file=Path(name) if (name := env.str("NAMES_FILE", "")) else None,
        secure_cookies=env.bool("SECURE_COOKIES", False),
        staff_key_file=Path(key) if (key := env.str("STAFF_KEY_FILE", "")) else None,
        watch_bind=env.str("WATCH_BIND", "") or None,
        traces_url=env.str("TRACES_URL", "") or None,
        log_level=env.str("LOG_LEVEL", "info", validate=OneOf(["debug", "info", "warning", "error"])),
        log_form=env.str("LOG_FORM", "json", validate=OneOf(["json", "text"])),
        files_store=env.str("FILES_STORE", "") or None,
        clamd=env.str("CLAMD", "") or None,
        order_hooks_file=Path(file) if (file := env.str("ORDER_HOOKS_FILE", "")) else None,
        sent_days=env.int("SENT_DAYS", 14, validate=Range(1, 3650)),
        smtp_url=address(env, "SMTP"),
        smtp_from=env.str("SMTP_FROM", "") or None,
        sms_command=env.str("SMS_COMMAND", "") or None,
        sms_url=given(env, "SMS_URL"),
        sms_token=given(env, "SMS_TOKEN"),
    )
    _check(settings)
    return settings


def _check(settings: Settings) -> None:
    """Raises SettingsError for what contradicts itself."""
    if settings.master_keys and settings.master_key_command:
        raise SettingsError("JIANDU_MASTER_KEYS and JIANDU_MASTER_KEY_COMMAND are both set: remove one")
    if settings.clock and not settings.demo:
        raise SettingsError("JIANDU_CLOCK is for tests and demos: set JIANDU_DEMO=1 or remove it")
    if bool(settings.smtp_url) != bool(settings.smtp_from):
        raise SettingsError("JIANDU_SMTP_URL and JIANDU_SMTP_FROM are set together, or neither")
    if settings.sms_command and settings.sms_url:
        raise SettingsError("JIANDU_SMS_COMMAND and JIANDU_SMS_URL are both set: remove one")
    for name, url, schemes in (
        ("SMTP", settings.smtp_url, ("smtp", "smtps", "smtp+plain")),
        ("SMS", settings.sms_url, ("https", "http")),
    ):
        if url and not _named(url):
            raise SettingsError(f"JIANDU_{name}_URL names a host, and a port by its number where it has one")
        if url and urlsplit(url).scheme not in schemes:
            known = " or ".join(f"{scheme}://" for scheme in schemes)
            raise SettingsError(f"JIANDU_{name}_URL begins with {known}")
    if settings.clamd and not settings.clamd.startswith("/") and not _named(f"//{settings.clamd}", port=True):
        raise SettingsError("JIANDU_CLAMD is host:port, or the path of a socket")


def _named(url: str, port: bool = False) -> bool:
    """Whether the address says where, and `port` where that is wanted."""
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and (parts.port is not None or not port)
    except ValueError:
        return False
