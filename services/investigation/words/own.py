"""Words about cases that no complaint began."""

from shared.i18n import N_

ORIGINS = {
    "complaint": N_("complaint"),
    "assigned": N_("assigned by a superior"),
    "special": N_("special supervision"),
    "dedicated": N_("dedicated investigation"),
    "spot_check": N_("spot check"),
    "enterprise_visit": N_("talk with enterprises"),
}
CHOSEN = ("assigned", "special", "dedicated", "spot_check", "enterprise_visit")
