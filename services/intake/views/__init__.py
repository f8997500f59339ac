"""The pages of intake: for citizens, and the hotline's."""

from services.intake.views import (
    files,
    follow,
    form,
    hotline,
    hotline_calls,
    hotline_overview,
    looks,
    order_import,
    orders,
    papers,
    receipts,
    sending,
    start,
    verify,
    whole,
)

BLUEPRINTS = (
    start.blueprint,
    form.blueprint,
    sending.blueprint,
    whole.blueprint,
    follow.blueprint,
    receipts.blueprint,
    verify.blueprint,
    hotline.blueprint,
    hotline_calls.blueprint,
    hotline_overview.blueprint,
    order_import.blueprint,
    orders.blueprint,
    papers.blueprint,
    files.blueprint,
    looks.blueprint,
)
SELF_PROTECTED = (
    form.blueprint,
    sending.blueprint,
    whole.blueprint,
    follow.blueprint,
    verify.blueprint,
    hotline.blueprint,
    hotline_calls.blueprint,
    order_import.blueprint,
    orders.blueprint,
    papers.blueprint,
    files.blueprint,
    looks.blueprint,
)
"""They check the form token themselves, so that a stale one loses nothing (views/protection.py)."""
