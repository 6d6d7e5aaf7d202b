"""Sheets: what a move asks for before it is made."""

from walkthroughs.forms import CounterForm, DeclineForm, WithdrawForm, for_principal

FORMS = {"counter": CounterForm, "decline": DeclineForm, "withdraw": WithdrawForm}


def sheet_of(contract, verb, request):
    """Return the form of the move `verb`, filled from the contract, or with what was posted."""
    terms = contract.terms
    initial = {name: getattr(terms, name) for name in ("deliverable", "accepted_when", "due", "conditions")}
    initial["version"] = contract.version
    data = request.POST if request.method == "POST" else None
    return for_principal(FORMS[verb](data, initial=initial), request.principal)


def values_of(verb, form):
    """Return what the verb takes from a valid sheet."""
    if verb == "counter":
        return form.values
    return {name: value for name, value in form.cleaned_data.items() if name != "version"}
