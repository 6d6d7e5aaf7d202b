"""From which address a request came."""

from ipaddress import ip_address

from django.conf import settings


def address_of(request):
    """Return the address a request came from, as text; behind proxies, what the outermost of ours says (ITBIZ_PROXIES).

    Each proxy adds the address it was called from to the right of `X-Forwarded-For`. What stands further left than ours
    could be made up by anybody. Where ours say nothing that is an address, it is whoever called this server.
    """
    caller, proxies = request.META.get("REMOTE_ADDR", ""), settings.ITBIZ_PROXIES
    told = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if not proxies or len(told) < proxies:
        return caller
    try:
        return str(ip_address(told[-proxies].strip()))
    except ValueError:
        return caller
