"""Who stands below whom, as plain data: {node: its parent, or None}. Nodes are any hashable values."""


def on_cycles(parents):
    """Return the nodes that stand, in the end, below themselves; not those that only hang below them."""
    found, done = set(), set()
    for start in parents:
        path, place = [], {}
        node = start
        while node is not None and node not in done and node not in place:
            place[node] = len(path)
            path.append(node)
            node = parents.get(node)
        if node in place:
            found.update(path[place[node] :])
        done.update(path)
    return found


def way_up(parents, node):
    """Return the nodes from `node` upwards, to the top or to the first one met twice, which is last again."""
    path, seen = [node], {node}
    while (node := parents.get(node)) is not None:
        path.append(node)
        if node in seen:
            break
        seen.add(node)
    return path


def levels(parents, nodes):
    """Return lists of `nodes`, each list after the lists of the nodes above; there must be no cycle."""
    depth = {}
    for node in nodes:
        for step in reversed(way_up(parents, node)):
            depth.setdefault(step, depth.get(parents.get(step), -1) + 1)
    found = {}
    for node in nodes:
        found.setdefault(depth[node], []).append(node)
    return [found[number] for number in sorted(found)]
