"""What a hand does in the editor: read a contract's form, send it, make a move."""

from django.urls import reverse

from walkthroughs.models import Contract

HTMX = {"HX-Request": "true"}


def opened(client, contract):
    """Return what the form of a contract would post, as the reader of its page sees it now."""
    page = client.get(reverse("walkthroughs:walkthrough", args=[contract.walkthrough_id]), {"focus": contract.pk})
    form = page.context["form"]
    data = {}
    for name in form.fields:
        value = form[name].value()
        shown = "" if value in (None, False) else "on" if value is True else value
        data |= {name: shown, f"initial-{name}": "" if value is None else value}
    return {name: value for name, value in data.items() if not (value == "" and not name.startswith("initial"))}


def save(client, contract, data, verb="", **headers):
    url = reverse("walkthroughs:contract-save", args=[contract.pk])
    return client.post(url, data | {"verb": verb}, headers=headers or HTMX)


def move(client, contract, verb, **data):
    return client.post(reverse("walkthroughs:contract-move", args=[contract.pk, verb]), data, headers=HTMX)


def fresh(contract):
    return Contract.objects.get(pk=contract.pk)


def shown(client, contract):
    """Return the fields and the moves that the page of a contract offers."""
    page = client.get(reverse("walkthroughs:walkthrough", args=[contract.walkthrough_id]), {"focus": contract.pk})
    plain = {name for name in page.context["form"].fields if not name.startswith(("duty", "by_", "version"))}
    return plain, page.context["moves"]


BUYERS = {"need", "accepted_when", "due", "buyer_provides_nothing", "kind"}
SUPPLIERS = {"not_included", "conditions", "needs_nothing_more", "effort_low", "effort_high", "price", "currency"}
