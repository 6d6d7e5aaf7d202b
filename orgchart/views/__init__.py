"""Pages of the organisation: the list of units, a unit, a line, people, vendors."""
