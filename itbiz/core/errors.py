"""What a verb raises besides Django's ValidationError; pages and REST turn each into its status."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _


class NotAllowed(Exception):
    """The principal may not do this (403). The text is the sentence shown."""


class Refused(Exception):
    """The object's state does not admit this move (409). The text is the sentence shown."""


class Stale(Exception):
    """The object changed since the writer read it (412); `sentence` says how, where that helps."""

    def __init__(self, record, sentence=""):
        changed = _("%(row)s was changed by somebody else. Read it again, then repeat your change.")
        super().__init__(sentence or changed % {"row": record.label})
        self.record = record


def invalid(errors, code):
    """Return the ValidationError of {field: sentence}, each with `code`, which Django drops beside a dict."""
    return ValidationError({name: ValidationError(sentence, code=code) for name, sentence in errors.items()})


def by_field(error):
    """Return the errors of a ValidationError as {field: list of ValidationError}; NON_FIELD_ERRORS for no field."""
    return error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
