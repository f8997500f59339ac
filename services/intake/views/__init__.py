"""The pages of intake: for citizens, and the hotline's."""

from services.intake.views import (
    files,
    follow,
    form,
    hotline,
    looks,
    order_import,
    orders,
    papers,
    sending,
    start,
)

BLUEPRINTS = (
    start.blueprint,
    form.blueprint,
    sending.blueprint,
    follow.blueprint,
    hotline.blueprint,
    order_import.blueprint,
    orders.blueprint,
    papers.blueprint,
    files.blueprint,
    looks.blueprint,
)
SELF_PROTECTED = (
    form.blueprint,
    sending.blueprint,
    follow.blueprint,
    hotline.blueprint,
    order_import.blueprint,
    orders.blueprint,
    papers.blueprint,
    files.blueprint,
    looks.blueprint,
)
"""They check the form token themselves, so that a stale one loses nothing (views/protection.py)."""
