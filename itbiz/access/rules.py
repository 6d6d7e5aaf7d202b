"""The registry of rules: who may do what. Each app's `rules.py` fills it; `Principal.may` asks it."""

_rules = {}
_sentences = {}


def rule(permission, sentence=""):
    """Register the decorated function `(principal, obj) -> bool` as the answer to `permission`.

    `sentence` tells whoever may not who may.
    """

    def register(function):
        if permission in _rules:
            raise ValueError(f"Two rules for {permission}")
        _rules[permission], _sentences[permission] = function, sentence
        return function

    return register


def answer(permission, principal, obj):
    """Return whether `principal` may do `permission` to `obj`. An unknown permission raises KeyError."""
    return _rules[permission](principal, obj)


def who_may(permission):
    """Return the sentence that tells who may do `permission`, "" where its rule says none."""
    return _sentences[permission]


def permissions():
    """Return every permission there is, sorted."""
    return sorted(_rules)
