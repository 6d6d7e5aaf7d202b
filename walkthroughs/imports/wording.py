"""The words and figures of a contract in a row, and what a known contract makes of them (rules I9, C1)."""

from django.utils.translation import gettext as _

from itbiz.core.text import fold
from itbiz.exchange.hierarchy import parent_of
from itbiz.exchange.money import name_currency
from itbiz.exchange.verdicts import Remark
from itbiz.exchange.write import given
from walkthroughs.models import Contract, Terms
from walkthroughs.models.terms import TERMS

TEXTS = ("need", "deliverable", "accepted_when", "not_included", "conditions", "currency")
VALUES = ("due", "effort_low", "effort_high", "price", "starts", "ends", "review_due")
FLAGS = ("gap", "needs_nothing_more", "buyer_provides_nothing")
# How files say, folded, that a contract is none yet, and that it is one no more.
DRAFT = {"", "draft", "entwurf", "new", "neu", "planned", "geplant", "open", "offen"}
ENDED = {
    *("declined", "withdrawn", "accepted", "cancelled", "canceled", "rejected", "ended", "closed", "done", "completed"),
    *("complete", "finished", "expired", "terminated", "beendet", "geschlossen", "erledigt", "abgeschlossen"),
    *("abgelaufen", "gekundigt", "storniert", "abgelehnt"),
}
# What ISO 4217 writes where there is no currency.
NO_CURRENCY = "XXX"


def spell_currency(batch):
    """Let amounts of a file that names no currency at all stand without one: they are kept with a code for none."""
    name_currency(batch)
    priced = [entry for entry in batch.usable if entry.values.get("price") is not None]
    if "currency" in batch.columns or not priced or any("currency" in entry.values for entry in priced):
        return
    for entry in priced:
        entry.values["currency"] = NO_CURRENCY
    sentence = _("The file names no currency: its amounts are kept as %(code)s, which stands for none.")
    remedy = _("Add a column “currency” to name one.")
    batch.remarks.append(Remark(None, batch.columns["price"], f"{sentence % {'code': NO_CURRENCY}} {remedy}"))


def fill(batch, entry, contracts, lines, named):
    """Give the entry its contract: the known one with its changes, or a new one with its first terms."""
    contract = contracts.get(entry.key)
    columns = _told(entry.values)
    columns["supplier"] = lines.find(entry, contract and contract.supplier)
    entry.record = Contract(supplier=columns["supplier"])
    columns |= named.find(entry, contract)
    terms = Terms(number=1, **{name: value for name, value in columns.items() if name in TERMS})
    _check_terms(batch, entry, terms)
    if contract is None:
        own = {name: value for name, value in columns.items() if name not in TERMS}
        entry.record = Contract(**own, service_version=named.version_of(own.get("service")))
        terms.contract = entry.record
        entry.parts = [terms]
        _note_state(batch, entry)
        if entry.record.gap and entry.record.supplier:
            batch.refuse(entry, "gap", entry.record, "contract_gap_without_supplier")
    else:
        entry.record = contract
        _compare(batch, entry, columns)


def _note_state(batch, entry):
    """Note a state that the file tells of a new contract: it comes in as a draft all the same (I9)."""
    state = entry.values.get("state") or ""
    if fold(state) in ENDED:
        sentence = _("It is “%s” in the file, and comes in as a draft: leave the row out if it is not wanted here.")
        batch.note(entry, "state", sentence % state)
    elif fold(state) not in DRAFT:
        sentence = _("It is “%s” in the file, and comes in as a draft: nobody promises by a file.")
        batch.note(entry, "state", sentence % state)


def _told(values):
    """Return what the row says in columns of the contract and its terms."""
    columns = given(values, TEXTS)
    columns |= {name: values[name] for name in VALUES if name in values}
    columns |= {name: bool(values[name]) for name in FLAGS if name in values}
    columns |= {"kind": values["contract_kind"]} if values.get("contract_kind") else {}
    return columns


def _check_terms(batch, entry, terms):
    batch.check(entry, terms)
    if terms.is_half_priced:
        batch.refuse(entry, "price", terms, "terms_price_with_currency")
    if terms.is_effort_reversed:
        batch.refuse(entry, "effort_low", terms, "terms_effort_in_order")
    if terms.starts and terms.ends and terms.ends < terms.starts:
        batch.refuse(entry, "ends", terms, "terms_end_after_start")


def _compare(batch, entry, columns):
    """Note what differs in a known contract; only a draft is changed by a file (C1), and none is moved."""
    contract = entry.record
    changed = {
        name: value
        for name, value in columns.items()
        if getattr(contract.terms if name in TERMS else contract, name) != value
    }
    if changed and contract.state != Contract.State.DRAFT:
        state = contract.get_state_display()
        batch.note(entry, "", _("The contract is %s here; it stays as it was.") % state)
        return
    entry.changes = changed
    if "supplier" in changed and contract.service_id and "service" not in changed:
        sentence = _("The contract is about a service of %s, another line.") % contract.supplier
        batch.error(
            entry, "unit", sentence, _("Change the service of the contract first, or leave the cell as it was.")
        )


def remark_prices(batch):
    """Note amounts that do not add up; they load all the same (I9)."""
    priced = [entry for entry in batch.usable if entry.values.get("price") is not None]
    limits = {entry.values["walkthrough"]: entry.values["price"] for entry in priced if parent_of(entry) is None}
    for entry in priced:
        price, limit = entry.values["price"], limits.get(entry.values["walkthrough"])
        if price <= 0:
            batch.note(entry, "price", _("The amount is zero.") if price == 0 else _("The amount is below zero."))
        elif limit is not None and price > limit:
            batch.note(entry, "price", _("The amount is above the prime's, %s.") % limit)
