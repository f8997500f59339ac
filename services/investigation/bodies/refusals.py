"""Why a report is refused, where the reason is the report itself and not the case."""

from typing import Any

from shared.i18n import N_, gettext

REFUSALS = {
    "other_account": N_("The message does not say as user_id the account that sent it."),
    "no_id": N_("The message has no message_id, or one that is no UUID."),
    "other_id": N_("The id in the envelope is not the message_id."),
    "id_used": N_("Another report came under this message_id. Give each report an id of its own."),
    "too_large": N_("The report is too large."),
    "not_json": N_("It is not a JSON object."),
    "other_contract": N_("It does not name the contract urn:jiandu:bodies:1 as its dataschema."),
    "no_box": N_("data.box is missing, or not base64."),
    "wrong_key": N_("It is sealed for a key that is not the house's. Take house_key of its newest letter."),
    "unreadable": N_("It was changed on the way, or sealed for another message: the id and type count."),
    "incomplete": N_("What is sealed lacks `as`, `case` or a whole `version`."),
    "unknown_kind": N_("There is no report of this type in the contract."),
    "unknown_person": N_("Nobody at this body investigates under the user name in `as`."),
    "not_found": N_("The case or record is not there, or not open to your system."),
    "stale": N_("The case changed meanwhile. Take its newest letter and decide again."),
    "invalid": N_("Please check what was entered"),
}
"""Every code with its sentence; a step that the case does not allow has the code of the desk."""


class Refused(Exception):
    """Nothing was changed; the code says why."""

    def __init__(
        self,
        code: str,
        text: str | None = None,
        article: str | None = None,
        errors: list[dict[str, str]] | None = None,
        version: int | None = None,
    ) -> None:
        super().__init__(code)
        self.code, self.text, self.article = code, text, article
        self.errors, self.version = errors, version

    def as_json(self, about: str | None) -> dict[str, Any]:
        said: dict[str, Any] = {"about": about, "code": self.code}
        said["text"] = self.text if self.text is not None else gettext(REFUSALS[self.code])
        more = {"article": self.article, "errors": self.errors, "version": self.version}
        return said | {name: value for name, value in more.items() if value is not None}
