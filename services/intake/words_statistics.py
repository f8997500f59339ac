"""What the public statistics are called."""

from services.intake.domain.heard import Kind
from services.intake.published import RECEIVED
from shared.contracts.terms import Channel
from shared.i18n import N_, gettext

COUNTED = {
    RECEIVED: N_("Received"),
    Kind.ACCEPTED: N_("Taken up"),
    Kind.DECIDED: N_("Passed on or not taken up"),
    Kind.CONCLUDED: N_("Answered after an investigation"),
    Kind.RECHECK_REQUESTED: N_("Recheck asked for"),
}
CHANNELS = {
    Channel.WEB: N_("This website"),
    Channel.HOTLINE: N_("By telephone, 12350"),
    Channel.LINE_12345: N_("From 12345"),
    Channel.LETTER: N_("By letter"),
    Channel.VISIT: N_("In person"),
    Channel.SUPERIOR: N_("From a higher authority"),
    Channel.PETITION_OFFICE: N_("From a petition office"),
}


def channel(code: str) -> str:
    return gettext(CHANNELS[Channel(code)])
