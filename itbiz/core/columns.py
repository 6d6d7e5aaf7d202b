"""What people call columns and parts whose own name does not say it; all others by their `verbose_name`."""

from django.utils.translation import gettext_lazy as _

COLUMNS = {
    "presences": _("who is present"),
    "appointments": _("deputies and editors"),
    "boundaries": _("where the line ends"),
    "memberships": _("units"),
    "ingredients": _("what it usually buys"),
    "follow_ons": _("what follows the day after"),
    "asks": _("what the buyer must provide"),
    "promised_at": _("promised on"),
    "promised_by_id": _("promised by"),
    "on_behalf_of_id": _("on behalf of"),
    "decline_why": _("why it was declined"),
    "decline_whose_id": _("whose it is"),
    "said_why": _("the reason given"),
    "walkthrough_id": _("walk-through"),
    "parent_id": _("hangs below"),
    "met_by_id": _("met by"),
    "draft": _("draft, waiting to be published"),
    "started_at": _("started"),
    "closed_at": _("closed"),
    "contract_id": _("contract"),
    "asker_id": _("asked by"),
    "successor_id": _("successor"),
    "retires_on": _("retires on"),
    "provisional": _("provisional"),
    "user_id": _("sign-in"),
}
