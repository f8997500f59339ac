"""The pages of intake: for citizens, and the hotline's."""

from services.intake.views import (
    files,
    follow,
    form,
    hotline,
    looks,
    redactions,
    retention,
    sending,
    start,
)

BLUEPRINTS = (
    start.blueprint,
    form.blueprint,
    sending.blueprint,
    follow.blueprint,
    hotline.blueprint,
    files.blueprint,
    looks.blueprint,
    redactions.blueprint,
    retention.blueprint,
)
SELF_PROTECTED = (
    form.blueprint,
    sending.blueprint,
    follow.blueprint,
    hotline.blueprint,
    files.blueprint,
    looks.blueprint,
    redactions.blueprint,
    retention.blueprint,
)
"""They check the form token themselves, so that a stale one loses nothing (views/protection.py)."""
