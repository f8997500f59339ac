"""The pages of intake: for citizens, and the hotline's."""

from flask import Blueprint

BLUEPRINTS: tuple[Blueprint, ...] = ()
