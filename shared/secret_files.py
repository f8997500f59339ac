"""Secrets from files, as container platforms hand them over: an environment is seen by too many."""

from pathlib import Path
from urllib.parse import quote, urlsplit

from environs import Env


class SettingsError(ValueError):
    """The environment contradicts itself; the text says what to change."""


def given(env: Env, name: str) -> str | None:
    """What JIANDU_<name> says, else what the file named by JIANDU_<name>_FILE says. Raises SettingsError."""
    said, file = env.str(name, ""), env.str(f"{name}_FILE", "")
    if said and file:
        raise SettingsError(f"JIANDU_{name} and JIANDU_{name}_FILE are both set: remove one")
    return said or (_read(file) if file else None)


def address(env: Env, name: str, kind: str = "URL") -> str | None:
    """The address JIANDU_<name>_<kind> with the password that JIANDU_<name>_PASSWORD_FILE holds, if one does.

    Several addresses, parted by semicolons, get the same password. Raises SettingsError.
    """
    url, password = given(env, f"{name}_{kind}"), env.str(f"{name}_PASSWORD_FILE", "")
    if url is None or not password:
        return url
    word = quote(_read(password), safe="")
    return ";".join(_with_password(part, word, f"{name}_{kind}") for part in url.split(";"))


def _with_password(url: str, password: str, name: str) -> str:
    parts = urlsplit(url)
    user, _, host = parts.netloc.rpartition("@")
    if not user or ":" in user:
        raise SettingsError(f"JIANDU_{name} needs a user and no password, which comes from its own file")
    return parts._replace(netloc=f"{user}:{password}@{host}").geturl()


def _read(file: str) -> str:
    try:
        said = Path(file).read_text().strip()
    except OSError as error:
        raise SettingsError(f"the file {file} cannot be read: {error.strerror}") from error
    if not said:
        raise SettingsError(f"the file {file} is empty")
    return said
