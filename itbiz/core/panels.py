"""Panels: how a page of a lower app shows something of a higher one, which it may not import.

The higher app registers a function in its `ready()`; the page asks for the panels of its place.
"""

from collections import defaultdict
from collections.abc import Callable

from django.http import HttpRequest
from django.template.loader import render_to_string

_panels = defaultdict(list)


def panel(place: str, template: str) -> Callable:
    """Register the decorated function for `place`, such as "line.rail".

    It takes (request, subject) and returns the context of `template`, or None where there is nothing to show. Panels
    stand in the order of their registration.
    """

    def register(function):
        _panels[place].append((template, function))
        return function

    return register


def panels(place: str, request: HttpRequest, subject) -> list[str]:
    """Return the rendered panels of `place` for `subject`, a domain row that the reader may see."""
    found = ((template, function(request, subject)) for template, function in _panels[place])
    return [render_to_string(template, context, request) for template, context in found if context is not None]


_figures = {}


def figure(name: str) -> Callable:
    """Register the decorated function as the figure `name`: it takes a request and returns {id: number}."""

    def register(function):
        _figures[name] = function
        return function

    return register


def figures(name: str, request: HttpRequest) -> dict[int, int]:
    """Return the figure `name` for the rows of a list, in one statement; empty where no app keeps it."""
    return _figures[name](request) if name in _figures else {}
