"""The walk-through editor: the tree, and adding to it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import trigger_client_event

from catalog.models import Service
from itbiz.core.errors import NotAllowed, Refused
from itbiz.core.pages import attempt, is_partial, options, visible
from itbiz.core.text import TEXT_LENGTH
from orgchart.models import Line, Person, Vendor
from walkthroughs.desk import Desk
from walkthroughs.forms import FoundForm, for_principal
from walkthroughs.models import Contract, Walkthrough
from walkthroughs.models.founding import found_line
from walkthroughs.sheets import SHEETS, sheet_of
from walkthroughs.suggest import drafts_like, supplier_called, suppliers
from walkthroughs.wording import while_typing

PICKED = {"line": Line, "service": Service, "vendor": Vendor}
# What a field names by its kind, and which rows it is offered. A closed line is still looked for in lists.
NAMED = {"people": (Person, {"active": True}), "lines": (Line, {})}


def the_walkthrough(request, pk):
    """Return the walk-through with what its page shows of it, or raise Http404."""
    rows = Walkthrough.objects.select_related(
        "project__sponsor", "client_unit__head", "client_line__unit__head", "facilitator", "room"
    )
    return visible(rows, request, pk=pk)


def edit(request, pk):
    """The editor. `?focus=` is the contract in the middle, `?do=` a sheet that is open, `?new=` a line to be named."""
    desk = Desk(request, the_walkthrough(request, pk))
    doing = request.GET.get("do", "")
    sheet = sheet_of(desk.contract, doing, request) if doing in SHEETS and doing in desk.moves else None
    return desk.show(doing=doing, sheet=sheet, founding=_founding(request, desk))


def _founding(request, desk):
    name = request.GET.get("new", "").strip()
    if not name or not request.principal.may("walkthroughs.found_line", desk.walkthrough):
        return None
    name, _colon, need = name.partition(":")
    return for_principal(FoundForm(initial={"name": name.strip(), "need": need.strip()}), request.principal)


def refresh(request, desk, said):
    """Answer a write that succeeded, with the sentence `said`: the region anew for htmx, else the editor's address."""
    address = reverse("walkthroughs:walkthrough", args=[desk.walkthrough.pk])
    # A tree whose last contract was taken back is empty.
    address = f"{address}?focus={desk.node.id}" if desk.node else address
    if not is_partial(request):
        messages.success(request, said)
        return redirect(address)
    response = trigger_client_event(desk.show(), "announce", str(said), after="settle")
    response.headers["HX-Push-Url"] = address
    return response


@require_GET
def suggest(request, pk):
    """The matches for what is being typed into the entry."""
    walkthrough = visible(Walkthrough.objects, request, pk=pk)
    typed = request.GET.get("text", "").strip()
    matches = suppliers(request.principal, typed)
    context = {
        "typed": typed,
        "matches": matches,
        "drafts": drafts_like(request.principal, typed, matches),
        "hints": while_typing(typed.rpartition(":")[2]),
        "may_find": request.principal.may("walkthroughs.found_line", walkthrough),
    }
    return render(request, "walkthroughs/_suggestions.html", context)


@require_GET
def wording(request):
    """What is said quietly of a result while it is typed: a task, a vague word, two decisions, no test (C8)."""
    typed = request.GET.get("deliverable") or request.GET.get("need", "")
    found = while_typing(typed[:TEXT_LENGTH], accepted_when=request.GET.get("accepted_when"))
    return render(request, "walkthroughs/_wording.html", {"hints": found})


@require_GET
def names(request, kind):
    """The names that a field may hold, as options: people, lines, or suppliers (lines and vendors)."""
    typed = request.GET.get("typed", "").strip()
    if kind == "suppliers":
        return options([match["name"] for match in suppliers(request.principal, typed) if match["pick"][0] != "s"])
    if kind not in NAMED:
        raise Http404
    model, offered = NAMED[kind]
    rows = model.objects.visible_to(request.principal).filter(**offered).matching(typed)
    return options(rows.order_by("name").values_list("name", flat=True))


@require_POST
def add(request, pk):
    """Add what was typed below the parent: a need, or a contract with the line, service or vendor that was picked."""
    walkthrough = the_walkthrough(request, pk)
    parent = _parent(request, walkthrough)
    typed, pick = request.POST.get("text", "").strip(), request.POST.get("pick", "")
    desk_at = {"focus": parent and parent.pk}
    try:
        values = _picked(request, typed, pick)
        contract = Contract.create(by=request.principal, walkthrough=walkthrough, parent=parent, **values)
    except NotAllowed as error:
        raise PermissionDenied(str(error)) from error
    except (ValidationError, Refused) as error:
        sentence = " ".join(getattr(error, "messages", [str(error)]))
        return Desk(request, walkthrough, **desk_at).show(problem=sentence, typed=typed, status=422)
    # Enter writes need after need; who is picked without a need, and the root, come into focus.
    deeper = parent is None or request.POST.get("deeper") or not contract.need
    said = _("Added: %(what)s") % {"what": contract.need or contract.vendor or contract.supplier}
    return refresh(request, Desk(request, walkthrough, focus=contract.pk if deeper else parent.pk), said)


def _parent(request, walkthrough):
    pk = request.POST.get("parent", "")
    if pk and not pk.isdecimal():
        raise Http404
    rows = Contract.objects.select_related(*Contract.companions)
    return visible(rows, request, pk=pk, walkthrough=walkthrough) if pk else None


def _picked(request, typed, pick):
    """Return the fields of a new contract for what was typed and picked."""
    kind, _colon, pk = pick.partition(":")
    need = typed.partition(":")[2]
    if kind in PICKED and pk.isdecimal():
        row = visible(PICKED[kind].objects, request, pk=pk)
        if kind == "service":
            return {"service": row, "need": row.name}
        return {"supplier" if kind == "line" else kind: row, "need": need.strip()}
    if not typed:
        raise ValidationError(_("Type what is needed, or whom you ask."))
    if not kind and (supplier := supplier_called(request.principal, typed)):
        return {"vendor" if isinstance(supplier, Vendor) else "supplier": supplier}
    return {"need": typed, "gap": kind == "gap"}


@require_POST
def found(request, pk):
    """Name a new line with a head, and ask it for what is needed below the parent (P4)."""
    walkthrough = the_walkthrough(request, pk)
    parent = _parent(request, walkthrough)
    form = for_principal(FoundForm(request.POST), request.principal)

    def act():
        principal, values = request.principal, form.cleaned_data
        title = _("Line named in the room: %(name)s") % {"name": values["name"]}
        with walkthrough.changing(by=principal, title=title):
            line = found_line(walkthrough, by=principal, name=values["name"], head=values["head"])
            fields = {"parent": parent, "supplier": line, "need": values["need"]}
            return Contract.create(by=principal, walkthrough=walkthrough, **fields)

    if attempt(request, form, act):
        said = _("Named: %(line)s") % {"line": form.result.supplier}
        return refresh(request, Desk(request, walkthrough, focus=form.result.pk), said)
    return Desk(request, walkthrough, focus=parent and parent.pk).show(founding=form, status=form.status)
