"""Intake's JSON doors (contract §3 and §4)."""

from services.intake.api import complaints, divisions, hotline, pursuit

BLUEPRINTS = (complaints.blueprint, pursuit.blueprint, divisions.blueprint, hotline.blueprint)
