"""The field's words as values (glossary: docs/domain); one word for one thing, on the wire and in code."""

from enum import StrEnum

RECHECKS = 2
"""复查 and 复核 (petition art. 35, 36); after the second the same facts are not taken again."""
RECHECKED_BEFORE = "RECHECKED_BEFORE"
"""Flag of an assessment: what the complaint was made anew about was answered by a recheck already."""


class Service(StrEnum):
    INTAKE = "intake"
    TRIAGE = "triage"
    INVESTIGATION = "investigation"


class Channel(StrEnum):
    WEB = "web"
    HOTLINE = "hotline"
    LINE_12345 = "12345"
    LETTER = "letter"
    VISIT = "visit"
    SUPERIOR = "superior"
    PETITION_OFFICE = "petition_office"


class Identity(StrEnum):
    REAL_NAME = "real_name"
    CONFIDENTIAL = "confidential"
    ANONYMOUS = "anonymous"


class ComplainantKind(StrEnum):
    CITIZEN = "citizen"
    ENTERPRISE = "enterprise"
    EMPLOYEE = "employee"
    REPRESENTATIVE = "representative"
    OTHER = "other"


class RespondentKind(StrEnum):
    DEPARTMENT = "department"
    LEADER = "leader"
    INTERNAL_UNIT = "internal_unit"
    ENTRUSTED_AGENCY = "entrusted_agency"
    OFFICER = "officer"
    AUXILIARY = "auxiliary"
    SUPERVISION_BODY = "supervision_body"
    SUPERVISION_STAFF = "supervision_staff"
    OTHER_AGENCY = "other_agency"


class Nature(StrEnum):
    """Measures art. 7(4): what is wrong with the enforcement."""

    UNLAWFUL = "unlawful"
    IMPROPER = "improper"
    NEGLIGENT = "negligent"


class Level(StrEnum):
    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"
    NATIONAL = "national"


class Decision(StrEnum):
    """What triage decides about one complaint."""

    ACCEPT = "accept"
    ACCEPT_SPLIT = "accept_split"
    PENDING_INFO = "pending_info"
    REFER = "refer"
    RETURN = "return"
    DECLINE = "decline"
    MERGE = "merge"
    RECHECK = "recheck"
    URGENT_FORWARD = "urgent_forward"
    CLOSE_WITHDRAWN = "close_withdrawn"
    CONTINUE_EX_OFFICIO = "continue_ex_officio"
    RECORD_ONLY = "record_only"
    ANSWER = "answer"


class Status(StrEnum):
    """What the complainant may read of the state of a complaint."""

    RECEIVED = "received"
    MORE_INFORMATION_NEEDED = "more_information_needed"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not_accepted"
    REFERRED = "referred"
    MERGED = "merged"
    INVESTIGATING = "investigating"
    CONCLUDED = "concluded"
    RECTIFYING = "rectifying"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    RECHECK = "recheck"


class Finding(StrEnum):
    """Per allegation (domain glossary: 认定)."""

    SUBSTANTIATED = "substantiated"
    PARTLY = "partly"
    UNSUBSTANTIATED = "unsubstantiated"
    UNFOUNDED = "unfounded"


class Role(StrEnum):
    HOTLINE = "hotline"
    TRIAGE = "triage"
    INVESTIGATOR = "investigator"
    HEAD = "head"
    CUSTODIAN = "custodian"
    AUDITOR = "auditor"
    STATISTICIAN = "statistician"
    ADMIN = "admin"


class StaffHome(StrEnum):
    """An account belongs to one department (DEP) or to one supervision body (SUP)."""

    DEPARTMENT = "DEP"
    BODY = "SUP"


class PauseGround(StrEnum):
    """For what the clock of a case may stand still where its province says so (Measures art. 22); the law
    itself knows a hearing at the second recheck only (petition art. 36)."""

    HEARING = "hearing"
    APPRAISAL = "appraisal"
    COMPLAINANT = "complainant"
    """What was asked of the complainant has not come."""
    LITIGATION = "litigation"
    """A review or lawsuit about the same matter is pending."""
    OTHER_AUTHORITY = "other_authority"
    """What another authority concludes must be waited for."""
    FORCE_MAJEURE = "force_majeure"
    PERSON_AWAY = "person_away"
    """Somebody without whose word it cannot be settled cannot be heard."""
