"""Entity tags: which version a reader has, and which one a writer meant."""

import re

from django.conf import settings
from django.utils.translation import gettext as _

from itbiz.api.problems import Problem
from itbiz.audit.models import ChangeSet
from itbiz.core.days import today
from itbiz.core.text import fingerprint

TAG = re.compile(r'(?:W/)?"([^"]*)"')


def tag_of(version):
    """Return the tag of one object's version."""
    return f'"{version}"'


def list_tag(request):
    """Return the tag of a list, from the change log's number; take it before the rows are read."""
    principal = request.principal
    reader = f"{principal.kind} {principal.user_id} {sorted(principal.token.scopes) if principal.token else ''}"
    asked = f"{request.get_host()} {request.get_full_path()}"
    return tag_of(fingerprint(f"{ChangeSet.objects.last_number()} {reader} {asked} {settings.RELEASE} {today()}"))


def is_known(request, tag):
    """Return whether If-None-Match names `tag`, so that 304 says all; weakened tags count."""
    given = request.headers.get("If-None-Match", "").strip()
    return given == "*" or tag.strip('"') in TAG.findall(given)


def expected_version(request, version):
    """Return the version that If-Match asks for, None for any. Raises Problem: 428 without it, 412 for another one."""
    given = request.headers.get("If-Match", "").strip()
    if not given:
        raise Problem(428, _("Send the header If-Match with the ETag of the object as you read it."))
    if given == "*":
        return None
    if str(version) not in TAG.findall(given):
        raise Problem(412, _("It was changed since you read it. Read it again, then repeat your change."))
    return version
