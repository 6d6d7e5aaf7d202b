"""What the panels of the script ask for: one form an act, which calls the verb."""

from walkthroughs.script_forms.door import AdmitForm, RefuseForm, UnseatForm
from walkthroughs.script_forms.purchase import DisputeForm, GapForm, NodForm, PrimeForm, SightForm, SponsorForm
from walkthroughs.script_forms.rounds import EndRoundForm, FollowOnsForm, HomeForm, OpenRoundForm, TickForm, YesForm

ACTS = {
    "admit": AdmitForm,
    "refuse": RefuseForm,
    "unseat": UnseatForm,
    "sponsor": SponsorForm,
    "sight": SightForm,
    "prime": PrimeForm,
    "gap": GapForm,
    "dispute": DisputeForm,
    "nod": NodForm,
    "follow-ons": FollowOnsForm,
    "tick": TickForm,
    "open-round": OpenRoundForm,
    "end-round": EndRoundForm,
    "home": HomeForm,
    "yes": YesForm,
}
