"""Files on their way in through the pages, as tests bring them."""

from django.urls import reverse

from itbiz.exchange.models import Upload

CHART = "Id\tName\tAbove\nlab\tLaboratory\t\ntest\tTesting\tlab\n"
CYCLE = "id\tname\tparent\na\tAlpha\tb\nb\tBeta\ta\nc\tGamma\t\n"


def bring(client, text, kind="units", **more):
    """Paste `text` and return the Upload that was made."""
    sent = {"kind": kind, "text": text, "source": "sheet"} | more
    answer = client.post(reverse("imports"), sent)
    assert answer.status_code == 302, answer.context["form"].errors
    return Upload.objects.latest("pk")


def act(client, upload, what, **changes):
    """Press a button of the upload's page, the form as it stands but for `changes`, and return the answer."""
    form = client.get(reverse("import", args=[upload.pk])).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    return client.post(reverse("import", args=[upload.pk]), {**sent, "act": what, **changes}, follow=True)
