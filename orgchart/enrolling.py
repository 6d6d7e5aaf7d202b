"""Letting somebody sign in as a person of the org chart: the first CIO above all."""

from django.utils.translation import gettext as _

from itbiz.access.models import Role, User
from itbiz.audit.record import change_set
from orgchart.models import Person


def enroll(*, by, username, password, roles=(), name="", email=""):
    """Make a user for principal `by` and return it; the person called `name`, by default as the user, is theirs.

    Known people who do not sign in become the user, others are made. A facilitator, a sponsor and whoever promises is a
    person; an integration alone is none unless it has a name. One act. Raises NotAllowed or ValidationError.
    """
    name = name or ("" if list(roles) == [Role.INTEGRATION] else username.strip())
    with change_set(by=by, title=_("User enrolled: %(name)s") % {"name": username}):
        user = User.enroll(by=by, username=username, password=password, roles=roles, email=email)
        known = Person.objects.filter(name=name, user=None, merged_into=None).first() if name else None
        if known is not None:
            known.update(by=by, user=user)
        elif name:
            Person.create(by=by, name=name, email=email, user=user)
    return user
