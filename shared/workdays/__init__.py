"""Working days in China and the counting of time limits. Pure."""

from shared.workdays.calendar import Deadline, Unit, Workdays
from shared.workdays.table import BUILT_IN, Day, TableError, load, read
from shared.workdays.table import workdays as made_of

__all__ = ["BUILT_IN", "Day", "Deadline", "TableError", "Unit", "Workdays", "load", "made_of", "read"]
