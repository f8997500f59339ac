"""Intake's JSON doors (contract §3 and §4)."""

from services.intake.api import attachments, complaints, divisions, files, hotline, looks, orders, pursuit

BLUEPRINTS = (
    complaints.blueprint,
    pursuit.blueprint,
    attachments.blueprint,
    divisions.blueprint,
    hotline.blueprint,
    orders.blueprint,
    files.blueprint,
    looks.blueprint,
)
