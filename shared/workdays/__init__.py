"""Working days in China and the counting of time limits. Pure."""

from shared.workdays.calendar import Deadline, Unit, Workdays
from shared.workdays.table import Day, TableError, load, read

__all__ = ["Day", "Deadline", "TableError", "Unit", "Workdays", "load", "read"]
