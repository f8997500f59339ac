"""Intake's JSON doors (contract §3 and §4)."""

from services.intake.api import (
    attachments,
    calls,
    complaints,
    divisions,
    files,
    hotline,
    looks,
    news,
    orders,
    proofs,
    pursuit,
    quality,
    redactions,
    retention,
    scripts,
    statistics,
)

BLUEPRINTS = (
    complaints.blueprint,
    pursuit.blueprint,
    proofs.blueprint,
    news.blueprint,
    attachments.blueprint,
    divisions.blueprint,
    hotline.blueprint,
    orders.blueprint,
    calls.blueprint,
    quality.blueprint,
    scripts.blueprint,
    files.blueprint,
    looks.blueprint,
    redactions.blueprint,
    retention.blueprint,
    statistics.blueprint,
)
