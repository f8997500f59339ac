"""Every form of every page: who sees it, where, and what stands in it."""

from dataclasses import dataclass, field
from typing import Any

from services.investigation.domain.records import RESOURCES, SPECS

STAGES = (12, 11, 9, 6, 4, 2)
DONE, RECTIFYING, PROPOSED, FOUND, QUEUED, WAITING = range(len(STAGES))


@dataclass(frozen=True)
class Place:
    """A form: who sees it, where, and what stands in it besides the texts."""

    who: str
    page: str
    action: str
    journey: int = FOUND
    fill: dict[str, Any] = field(default_factory=dict)
    texts: tuple[str, ...] | None = None
    """Those that count here; None: all."""

    def __str__(self) -> str:
        return f"{self.who} {self.action} {' '.join(self.fill)}"


CASE = "/investigation/cases/{case_id}"
TRIAGE = "/triage/complaints/{number}"
STEP = "/complaints/new/"
PLACES = [
    Place("citizen", f"{STEP}who", f"{STEP}who", fill={"kind": "officer", "place": "330106"}, texts=("name", "role")),
    Place("citizen", f"{STEP}who", f"{STEP}who", fill={"kind": "officer"}, texts=("place",)),
    Place("citizen", f"{STEP}what", f"{STEP}what"),
    Place("citizen", f"{STEP}when", f"{STEP}when"),
    Place("citizen", f"{STEP}circumstances", f"{STEP}circumstances"),
    Place("citizen", f"{STEP}evidence", f"{STEP}evidence"),
    Place("citizen", f"{STEP}you", f"{STEP}you", fill={"identity": "real_name"},
          texts=("real_name_name", "real_name_phone", "real_name_email", "real_name_address")),
    Place("citizen", "/complaints/whole", "/complaints/whole",
          fill={"who_kind": "officer", "who_place": "330106", "identity": "confidential", "confidential_name": "王",
                "confidential_phone": "13800001234", "what": "没有出示证件"},
          texts=("what", "who_name", "who_role", "when_words", "spot", "earlier", "evidence", "confidential_name",
                 "confidential_phone", "confidential_email", "confidential_address")),
    Place("citizen", "/verify", "/verify"),
    Place("holder", "/follow", "/follow/messages", WAITING),
    Place("holder", "/follow", "/follow/withdrawal", WAITING),
    Place("holder", "/follow", "/follow/rating", DONE, {"manner": "5", "speed": "5", "result": "5"}),
    Place("holder", "/follow", "/follow/recheck", DONE),
    Place("hotline", "/hotline/", "/hotline/",
          fill={"identity": "real_name", "who_kind": "officer", "who_place": "330106", "channel": "hotline"},
          texts=("call_number", "order_system", "order_number", "what", "who_name", "who_role", "when_words", "spot",
                 "earlier", "evidence", "person_name", "person_phone", "person_email", "person_address")),
    Place("hotline", "/hotline/orders/import", "/hotline/orders/import", texts=("system", "lines")),
    Place("triage", TRIAGE, f"{TRIAGE}/decision", WAITING, {"decision": "decline", "body": ""}, ("reason", "text")),
    Place("triage", TRIAGE, f"{TRIAGE}/decision", WAITING, {"decision": "refer"}, ("to", "body", "merged_into")),
    Place("triage", TRIAGE, f"{TRIAGE}/decision", WAITING, {"decision": "pending_info"}, ("text",)),
    Place("triage", TRIAGE, f"{TRIAGE}/objection", WAITING, {"proposed": "330110"}, ("basis",)),
    Place("triage", TRIAGE, f"{TRIAGE}/objection", WAITING, {"basis": "依据"}, ("proposed",)),
    Place("triage", f"{TRIAGE}/facts", f"{TRIAGE}/facts", WAITING, {"do": "keep"},
          ("reason", "occurred_in", "r0_division", "r0_name", "r0_role", "r0_unit", "r0_entrusted_by")),
    Place("triage", TRIAGE, f"{TRIAGE}/links", WAITING, texts=("reason",)),
    Place("triage", "/files/{number}", "/files/{number}/{file_id}/original", WAITING),
    Place("triage", "/files/{number}", "/files/{number}/{file_id}/withholding", WAITING),
    Place("head", "/hotline/scripts?kind=officer", "/hotline/scripts", fill={"do": "look"}),
    Place("admin", "/triage/registers/units", "/triage/registers/units", texts=("division", "name", "valid_from",
          "valid_to", "reason")),
    Place("admin", "/triage/registers/units", "/triage/registers/units/differences", texts=("lines",)),
    Place("investigator", f"{CASE}?tab=timeline", f"{CASE}/release"),
    Place("investigator", f"{CASE}?tab=matters&allegation=1", f"{CASE}/findings", fill={"finding": "substantiated"}),
    *(Place("investigator", f"{CASE}?tab=work&record={kind}", f"{CASE}/records/{RESOURCES[kind]}",
            texts=tuple(each.name for each in spec.fields if each.kind in ("line", "text")))
      for kind, spec in SPECS.items()),
    Place("investigator", f"{CASE}?tab=people", f"{CASE}/recusals",
          fill={"username": "investigator-330106", "side": "others", "tie": "kin"}, texts=("reason",)),
    Place("investigator", f"{CASE}?tab=work", f"{CASE}/extensions", fill={"days": "20"}, texts=("reason",)),
    Place("investigator", f"{CASE}?tab=outcome", f"{CASE}/outcomes", fill={"outcomes": "O3"},
          texts=("O3-unit", "O3-document", "O3-manner")),
    Place("investigator", f"{CASE}?tab=messages", f"{CASE}/messages"),
    Place("investigator", f"{CASE}?tab=closing", f"{CASE}/rectification", RECTIFYING),
    Place("investigator", f"{CASE}?tab=closing", f"{CASE}/unit-requests", RECTIFYING,
          {"request": "objection"}, ("who", "reasons")),
    Place("investigator", f"{CASE}?tab=closing", f"{CASE}/call-back", RECTIFYING, {"way": "phone", "answer": "partly"}),
    Place("investigator", f"{CASE}?tab=closing", f"{CASE}/closure", DONE),
    Place("investigator", f"{CASE}?tab=documents", f"{CASE}/service-records", RECTIFYING, {"way": "direct"}, ("recipient",)),
    Place("head", f"{CASE}?tab=outcome", f"{CASE}/approval", PROPOSED, {"decision": "return"}),
]  # fmt: skip


ASSIGNMENT = Place("investigator", f"{CASE}?tab=timeline", f"{CASE}/assignment")


WITHOUT_TEXTS = [
    Place("investigator", f"{CASE}?tab=timeline", f"{CASE}/claim", QUEUED),
    ASSIGNMENT,
    Place("investigator", "/staff/account", "/staff/logout"),
    Place("holder", "/follow", "/follow/leave", WAITING),
]
