"""The organisation: people, units, lines of business, vendors."""

from orgchart.models.lines import Block, Boundary, Line
from orgchart.models.people import Membership, Person
from orgchart.models.units import Appointment, Unit
from orgchart.models.vendors import Vendor

__all__ = ["Appointment", "Block", "Boundary", "Line", "Membership", "Person", "Unit", "Vendor"]
