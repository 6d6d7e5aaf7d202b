"""What a coach would whisper at each step of a practice walk-through, and the rungs of the ladder (method §1.7)."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Note:
    """A word for a step, and the mistakes that are typical of it, each with what to do instead."""

    word: str
    mistakes: tuple = ()


NOTES = (
    Note(
        _("Word the title as an outcome somebody outside notices. Say who is missing before you begin."),
        (_("No client is here: go on, and it is told that they were not."),),
    ),
    Note(
        _("Let the client say it; write the client's words. Study, solution and running it are three purchases."),
        (
            _("A task in place of a result: ask what is handed over, and in what state."),
            _("Two decisions in one tree: split them."),
        ),
    ),
    Note(
        _("Ask who outside the company notices, and what the client must change."),
        (_("Only the system changes: ask what people will do otherwise."),),
    ),
    Note(
        _("Ask whose catalog the whole is in. Not who has the most hours, the highest rank or time to spare."),
        (
            _("Two primes: after two minutes somebody owns it provisionally, and the quarrel is a finding."),
            _("The project manager as boss: planning is something the prime buys."),
        ),
    ),
    Note(
        _("The prime says what it hands over, to whom, when, and what is not included. The client nods, or not."),
        (_("Nobody says what is not included: ask for one thing that others may expect."),),
    ),
    Note(
        _("Ask what the prime's own people make, then what they must buy. The same question again, a level deeper."),
        (
            _("Walking in the order of time: ask “what do you buy?”, never “what happens next?”."),
            _("A debate about the design: park it as a question, with who decides and by when."),
        ),
    ),
    Note(
        _("The supplier uses its own words, and says what it needs from its buyer."),
        (
            _("People in place of businesses: the supplier is a line."),
            _("“Support as needed”: how much, and by when?"),
            _("The buyer's side is empty: nothing is promised before it is filled, or is nothing on purpose."),
            _("A promise without the people for it: look at what the line has promised already."),
        ),
    ),
    Note(
        _("Each supplier buys for itself, until its own people, a running service or a vendor make the rest."),
        (
            _("The boss hands out the subcontractors' subcontractors: only the supplier of a node adds below it."),
            _("Too deep: stop at own people; past level five somebody plans and nobody promises."),
            _("A line above and below itself: legal, if both know it."),
        ),
    ),
    Note(
        _("Ask which line knows this vendor's trade. It answers for the vendor."),
        (_("Every vendor under procurement: procurement sells the contract, not the vendor's work."),),
    ),
    Note(
        _("Ask for the day after: who owns, runs, supports and pays, and what is switched off."),
        (_("Operations hear of it last: ask them first."),),
    ),
    Note(
        _("Read the list slowly. “Not needed” is an answer, with a reason."),
        (_("Operations, security and data are forgotten more often than everything else."),),
    ),
    Note(
        _("Three quiet minutes. Nobody learns who wrote what, so do not guess aloud."),
        (_("A risk that everybody shares is nobody's: give it a contract or a question."),),
    ),
    Note(
        _("From the leaves upward, each says yes aloud. The prime promises last."),
        (_("Silence is no yes. Whoever is missing is asked, not promised for."),),
    ),
    Note(
        _("Read what is open, with whose it is and by when. Then two minutes: what do we do otherwise next time?"),
        (_("Complete by silence: open questions are an honest end, silent ones are not."),),
    ),
)


# By code of the rung: what is done on it.
LADDER = {
    "P0": _("The facilitator shows one."),
    "P1": _("A project that is finished and known to everybody; then compare with what happened."),
    "P2": _("Scenario cards: upgrade, new service, office move, acquisition, decommissioning, after an attack."),
    "P3": _("Live, with a coach."),
    "P4": _("Live, on your own."),
}


def rung_of(*, familiar):
    """Return the rung of a practice: P1 where what really happened is known, else P2."""
    return "P1" if familiar else "P2"
