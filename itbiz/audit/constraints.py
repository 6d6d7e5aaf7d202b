"""A database's refusal, in the sentence of the constraint that refused."""

import re
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import UniqueConstraint
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Kept:
    """A constraint that a migration writes by hand, as Django has no class for it; a model lists it in `kept`."""

    name: str
    fields: tuple
    violation_error_message: str
    violation_error_code: str = "refused"


def refusal(error):
    """Return the ValidationError that tells an IntegrityError's reason, keyed by field where there is one."""
    constraint = _constraint_of(error)
    if constraint is None:
        return ValidationError(
            _("Something this refers to does not exist any more, or is still in use."), code="integrity"
        )
    fields = getattr(constraint, "fields", ())
    key = fields[-1] if len(fields) == 1 else NON_FIELD_ERRORS
    message = str(constraint.violation_error_message)
    return ValidationError({key: [ValidationError(message, code=constraint.violation_error_code or "refused")]})


def _constraint_of(error):
    diagnosis = getattr(error.__cause__, "diag", None)
    if diagnosis is not None:
        return _by_name().get(diagnosis.constraint_name)
    text = str(error)
    # SQLite names check constraints and expression indexes; of a plain unique one it tells only the columns.
    named = re.search(r"constraint failed: (?:index ')?(\w+)'?$", text)
    if named:
        return _by_name().get(named[1])
    return _by_columns().get(frozenset(re.findall(r"\w+\.\w+", text)))


@cache
def _by_name():
    return {c.name: c for model in apps.get_models() for c in (*model._meta.constraints, *getattr(model, "kept", ()))}


@cache
def _by_columns():
    return {
        frozenset(
            f"{model._meta.db_table}.{model._meta.get_field(name).column}" for name in constraint.fields
        ): constraint
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, UniqueConstraint) and constraint.fields
    }
