"""Rows of the page about access: each list one statement for its page, and one for each thing that stands beside."""

from collections import defaultdict

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _

from itbiz.access.models import Invitation, Role, Token
from itbiz.core.pages import addresses
from orgchart.models import Appointment, Unit


def offices_at(people):
    """Return {person id: [(words, address of the unit's page)]}: what they head, deputise for and edit."""
    address, found = addresses("orgchart:unit"), defaultdict(list)
    headed = Unit.objects.filter(head__in=people, status=Unit.Status.ACTIVE).order_by("name")
    for pk, name, person in headed.values_list("pk", "name", "head_id"):
        found[person].append((_("head of %(unit)s") % {"unit": name}, address(pk)))
    words = {
        Appointment.Kind.DEPUTY: _("deputy at %(unit)s"),
        Appointment.Kind.EDITOR: _("editor at %(unit)s"),
    }
    appointed = Appointment.objects.filter(person__in=people, unit__status=Unit.Status.ACTIVE)
    columns = ("unit_id", "unit__name", "person_id", "kind")
    for pk, name, person, kind in appointed.order_by("unit__name", "kind").values_list(*columns):
        found[person].append((words[kind] % {"unit": name}, address(pk)))
    return found


def tokens_of(users):
    """Return {user id: (how many tokens live, the moment the first of them ends)}."""
    living = Token.objects.living().filter(user__in=users).values_list("user")
    return {pk: (count, ends) for pk, count, ends in living.annotate(Count("pk"), Min("expires_at"))}


def roles_in_words(roles):
    """Return roles as people say them, in the order of Role."""
    return [str(Role(role).label) for role in Role.values if role in roles]


def user_rows(found):
    """Return the rows of those who can sign in."""
    columns = ("id", "username", "is_active", "roles", "updated_at")
    person = ("person__id", "person__name", "person__title", "person__active")
    rows = list(found.values_list(*columns, *person))
    offices, tokens = offices_at([row[5] for row in rows if row[5]]), tokens_of([row[0] for row in rows])
    address, person_address = addresses("people:user"), addresses("orgchart:person")
    return [
        {
            "id": pk,
            "username": username,
            "url": address(pk),
            "name": name or username,
            "title": title or "",
            "person_url": person_address(person) if person else "",
            "is_active": is_active,
            "has_left": is_active and there is False,
            "roles": roles_in_words(roles),
            "offices": offices.get(person, []),
            "tokens": tokens.get(pk, (0, None))[0],
            "changed": changed,
        }
        for pk, username, is_active, roles, changed, person, name, title, there in rows
    ]


def link_rows(found):
    """Return the rows of links that are under way."""
    return [
        {
            "id": link.pk,
            "created_at": link.created_at,
            "name": link.invited,
            "joins": link.kind == Invitation.Kind.JOIN,
            "email": link.email,
            "roles": roles_in_words(link.roles),
            "until": link.expires_at,
            "maker": link.made_by.display_name if link.made_by else "",
        }
        for link in found.select_related("person", "user__person", "made_by__person")
    ]


def person_rows(found):
    """Return the rows of people who do not sign in; `invited` says that a link of theirs is under way."""
    rows = list(found.values_list("id", "name", "title", "place"))
    ids = [row[0] for row in rows]
    offices, address = offices_at(ids), addresses("orgchart:person")
    invited = set(Invitation.objects.living().to_join().filter(person__in=ids).values_list("person_id", flat=True))
    invite = reverse("people:invite")
    return [
        {
            "id": pk,
            "name": name,
            "title": title,
            "url": address(pk),
            "invite": f"{invite}?person={pk}",
            "offices": offices.get(pk, []),
            "invited": pk in invited,
            "place": place,
        }
        for pk, name, title, place in rows
    ]


def service_rows(found):
    """Return the rows of service accounts, with what lives of their tokens."""
    accounts = list(found.select_related("user", "contact", "second"))
    address, living = addresses("people:service"), defaultdict(list)
    for token in Token.objects.living().filter(user__in=[account.user_id for account in accounts]).order_by("pk"):
        living[token.user_id].append(token)
    return [
        {
            "id": account.pk,
            "user__username": account.user.username,
            "url": address(account.pk),
            "purpose": account.purpose,
            "is_active": account.user.is_active,
            "contacts": [person.name for person in account.people],
            "tokens": living[account.user_id],
        }
        for account in accounts
    ]
