"""What investigation does by itself once an hour."""

from services.investigation.bodies.reports import forget_reports
from services.investigation.bodies.telling import forget_erased
from services.investigation.handlers.absences import tell_absences
from services.investigation.handlers.acting import begin_absences
from services.investigation.handlers.going_further import hand_recusals_further
from services.investigation.handlers.pauses import end_pauses
from services.investigation.handlers.retention import tell_terms
from services.investigation.handlers.unfollowed import follow_meanwhile
from services.investigation.leases import end_leases
from services.investigation.oversight import escalate

CHORES = (
    tell_absences,
    begin_absences,
    hand_recusals_further,
    end_leases,
    end_pauses,
    follow_meanwhile,
    escalate,
    tell_terms,
    forget_erased,
    forget_reports,
)
