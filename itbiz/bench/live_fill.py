"""Prepare the demo for following: run as `python -m itbiz.bench.live_fill` on a database that holds it.

Prints, as JSON, the id of the ERP walk-through, the secret of a link to its wall, and a token of its CIO.
"""

import json
import sys


def prepare():
    """Return what followers and editors need."""
    from itbiz.access.models import PresenterLink, Token, User
    from itbiz.access.principals import Principal
    from walkthroughs.models import Walkthrough

    by = Principal.system("bench")
    walkthrough = Walkthrough.objects.get(code="WT-ERP")
    link = PresenterLink.issue(by=by, subject=walkthrough, permission="walkthroughs.present_walkthrough")
    token = Token.issue(by=by, user=User.objects.get(username="nadia"), scopes=["walkthroughs:write"], days=1)
    return {"walkthrough": walkthrough.pk, "secret": link.secret, "token": token.text}


if __name__ == "__main__":
    import django

    django.setup()
    json.dump(prepare(), sys.stdout)
