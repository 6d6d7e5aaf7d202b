"""Reporting lines as plain data: {unit: the unit it reports to, or None}. Units are any hashable values."""


def on_cycles(parents):
    """Return the units that report, in the end, to themselves; not those that only hang below such a cycle."""
    found, done = set(), set()
    for start in parents:
        path, place = [], {}
        unit = start
        while unit is not None and unit not in done and unit not in place:
            place[unit] = len(path)
            path.append(unit)
            unit = parents.get(unit)
        if unit in place:
            found.update(path[place[unit] :])
        done.update(path)
    return found


def way_up(parents, unit):
    """Return the units from `unit` upwards, up to a root or to the first one met twice, which stands last again."""
    path, seen = [unit], {unit}
    while (unit := parents.get(unit)) is not None:
        path.append(unit)
        if unit in seen:
            break
        seen.add(unit)
    return path


def levels(parents, units):
    """Yield lists of `units`, each list after the list of the units it reports to; without cycles."""
    depth = {}
    for unit in units:
        for step in reversed(way_up(parents, unit)):
            above = parents.get(step)
            depth.setdefault(step, depth[above] + 1 if above in depth else 0)
    ordered = sorted(units, key=depth.__getitem__)
    while ordered:
        level = [unit for unit in ordered if depth[unit] == depth[ordered[0]]]
        yield level
        ordered = ordered[len(level) :]
