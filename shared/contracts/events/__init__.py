"""All events, each in the module of the service that says it."""

from shared.contracts.events import intake, investigation, triage
from shared.contracts.events.base import Event, Hearers, Json, sealed
from shared.contracts.events.intake import (
    ComplaintErased,
    ComplaintRated,
    ComplaintReceived,
    ComplaintRedacted,
    ComplaintSupplemented,
    ComplaintWithdrawn,
    FileAdded,
    HoldChanged,
    RecheckRequested,
)
from shared.contracts.events.investigation import (
    CaseClosed,
    CaseConcluded,
    CaseExtended,
    CaseOpened,
    CasePassedUp,
    CaseRetentionSettled,
    CaseTermMoved,
    ComplainantMessaged,
    InvestigationStarted,
)
from shared.contracts.events.triage import (
    ClusterDecided,
    ComplaintAccepted,
    ComplaintAnswered,
    ComplaintAssessed,
    ComplaintDecided,
    ComplaintJoined,
    ComplaintReopened,
    InformationRequested,
    NoticeIssued,
    PartyNamed,
    RetentionSettled,
    SessionRevoked,
    SettingsChanged,
    StaffChanged,
    WorkdaysAnnounced,
)

EVENTS: dict[str, type[Event]] = {
    kind.name: kind for kind in (*intake.SAID, *triage.SAID, *investigation.SAID)
}

__all__ = [
    "EVENTS",
    "CaseClosed",
    "CaseConcluded",
    "CaseExtended",
    "CaseOpened",
    "CasePassedUp",
    "CaseRetentionSettled",
    "CaseTermMoved",
    "ClusterDecided",
    "ComplainantMessaged",
    "ComplaintAccepted",
    "ComplaintAnswered",
    "ComplaintAssessed",
    "ComplaintDecided",
    "ComplaintErased",
    "ComplaintJoined",
    "ComplaintRated",
    "ComplaintReceived",
    "ComplaintRedacted",
    "ComplaintReopened",
    "ComplaintSupplemented",
    "ComplaintWithdrawn",
    "Event",
    "FileAdded",
    "Hearers",
    "HoldChanged",
    "InformationRequested",
    "InvestigationStarted",
    "Json",
    "NoticeIssued",
    "PartyNamed",
    "RecheckRequested",
    "RetentionSettled",
    "SessionRevoked",
    "SettingsChanged",
    "StaffChanged",
    "WorkdaysAnnounced",
    "sealed",
]
