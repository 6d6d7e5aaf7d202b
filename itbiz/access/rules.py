"""The registry of rules: who may do what. Each app's `rules.py` fills it; `Principal.may` asks it."""

_rules = {}


def rule(permission):
    """Register the decorated function `(principal, obj) -> bool` as the answer to `permission`."""

    def register(function):
        if permission in _rules:
            raise ValueError(f"Two rules for {permission}")
        _rules[permission] = function
        return function

    return register


def answer(permission, principal, obj):
    """Return whether `principal` may do `permission` to `obj`. An unknown permission raises KeyError."""
    return _rules[permission](principal, obj)


def permissions():
    """Return every permission there is, sorted."""
    return sorted(_rules)
