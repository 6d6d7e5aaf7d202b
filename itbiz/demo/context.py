"""What every page knows about the demo."""

from itbiz.demo import is_demo


def demo(request):
    """Return whether the banner is shown, and the name of the invented organisation, for templates."""
    return {"demo_banner": True, "organisation_name": "Meridian Foods"} if is_demo() else {}
