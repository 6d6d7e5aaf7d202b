"""How what hangs on a subject stands in replies."""

from orgchart.models import Line, Person, Vendor
from walkthroughs.forest import duty_state
from walkthroughs.models import Contract, Obligation, Question, Walkthrough
from walkthroughs.shapes.contracts import buyer


def hangs_object(subject, found, reader):
    """Return the Hangs `found` of a subject, a domain row, as the object of a reply."""
    kind = subject._meta.model_name
    return {
        "subject": {"kind": kind} | reader.link(type(subject), subject.pk, subject.code),
        "contracts": [_hanging(hanging, reader) for hanging in found.contracts],
        "dates": [_misfit(misfit, reader) for misfit in found.dates],
        "owed": [_duty(node, duty, reader) for node, duty in found.owed],
        "owes": [_duty(node, duty, reader) for node, duty in found.owes],
        "questions": [_question(asked, reader, node) for node, asked in found.questions],
        "decides": [_question(asked, reader) for asked in found.decides],
    }


def _brief(node, reader):
    return {
        "contract": reader.link(Contract, node.id, node.code),
        "title": node.title,
        "state": node.state,
        "due": node.due and str(node.due),
        "supplier": reader.link(Line, node.supplier_id, node.supplier_code),
        "vendor": reader.link(Vendor, node.vendor_id, node.vendor_code),
    }


def _hanging(hanging, reader):
    node, place = hanging.node, hanging.node.place
    return _brief(node, reader) | {
        "roles": list(hanging.roles),
        "walkthrough": reader.link(Walkthrough, place.id, place.code),
        "client": buyer(place.tree.root, reader, place.unit_id, place.unit_code, place.line_id, place.line_code),
        "sponsor": reader.link(Person, place.sponsor_id, place.sponsor_code),
        "end_customer": place.end_customer or "",
        "path": [_brief(above, reader) for above in hanging.path],
        "under": hanging.under and _brief(hanging.under, reader),
        "covers": [_brief(covered, reader) for covered in hanging.covers],
        "breaks": [_brief(below, reader) for below in hanging.breaks],
    }


def _misfit(misfit, reader):
    return {
        "code": misfit.code,
        "detail": misfit.detail,
        "contract": reader.link(Contract, misfit.node.id, misfit.node.code),
        "what": misfit.what or misfit.node.title,
        "due": str(misfit.due),
        "limit": str(misfit.limit),
    }


def _duty(node, duty, reader):
    return {
        "obligation": reader.link(Obligation, duty["id"], duty["code"]),
        "contract": reader.link(Contract, node.id, node.code),
        "what": duty["what"],
        "due": duty["due"] and str(duty["due"]),
        "state": duty_state(node, duty),
    }


def _question(asked, reader, node=None):
    return {
        "question": reader.link(Question, asked["id"], asked["code"]),
        "contract": node and reader.link(Contract, node.id, node.code),
        "text": asked["text"],
        "due": asked["due"] and str(asked["due"]),
    }
