"""Opens the demo's one service account, whose token ends in less than a month."""

from itbiz.access.models import ServiceAccount, Token
from itbiz.demo import cast
from orgchart.models import Person

DAYS = 25


def build_access():
    """Open the account as the CIO, and let its first contact make a token; nobody knows its secret."""
    people = cast.Cast()
    contacts = {person.code: person for person in Person.objects.filter(code__in=("daniel-cho", "ruth-petersen"))}
    account = ServiceAccount.open(
        by=people["nadia-haddad"],
        username="asset-register",
        purpose="Keeps the asset register in step with the chart and the catalogs, every night",
        contact=contacts["ruth-petersen"],
        second=contacts["daniel-cho"],
    )
    scopes = ["org:read", "catalog:read", "changes:read"]
    Token.issue(by=people["ruth-petersen"], user=account.user, scopes=scopes, days=DAYS, name="Nightly")
