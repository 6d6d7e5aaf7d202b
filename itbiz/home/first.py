"""The first account of an installation that holds none, and the sign-in page, which leads there meanwhile.

Whoever makes it must know the code that the start printed: nobody else on the network takes it first.
"""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from itbiz.access.models import Role, User
from itbiz.access.principals import Principal
from itbiz.audit.models import Counter
from itbiz.audit.record import change_set
from itbiz.core.errors import Refused
from itbiz.core.forms import sent
from itbiz.core.installation import setup_path
from itbiz.core.pages import attempt, done, show_form
from itbiz.home.forms import FirstAccountForm
from orgchart.enrolling import enroll


def nobody_yet():
    """Say whether nobody has an account."""
    return not User.objects.exists()


class SignIn(LoginView):
    """The sign-in page; where the start printed a code, as nobody has an account, the way to the first one."""

    template_name = "registration/sign_in.html"
    redirect_authenticated_user = True

    def get(self, request, *args, **kwargs):
        """Show the form, or lead on."""
        waits = setup_path().exists() and nobody_yet()
        return redirect("first-account") if waits else super().get(request, *args, **kwargs)


@login_not_required
@sensitive_post_parameters("password", "code")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def first_account(request):
    """Make the first account, a CIO's, and sign in with it; 404 as soon as anybody has one."""
    if nobody_yet():
        form = FirstAccountForm(sent(request), initial={"code": request.GET.get("code", "")})
        if attempt(request, form, lambda: make_first(**form.account)):
            login(request, form.result)
            sentence = _("Welcome. This is your own organisation: it is empty, and the steps below fill it.")
            return done(request, sentence, reverse("home"))
        return show_form(request, form, template="home/first_account.html", has_code=setup_path().exists())
    raise Http404


def make_first(name, username, email, password):
    """Make the CIO's account, where nobody made one meanwhile, and return the user. Raises Refused, ValidationError."""
    by = Principal.system(_("First start"), source="page")
    with change_set(by=by, title=_("First account made: %(name)s") % {"name": name}):
        # Of two who send it at once, the second waits here, and finds the account of the first.
        Counter.hold("first account")
        if not nobody_yet():
            raise Refused(_("Somebody made the first account meanwhile. Sign in, or ask them to let you in."))
        user = enroll(by=by, username=username, password=password, roles=[Role.CIO], name=name, email=email)
    setup_path().unlink(missing_ok=True)
    return user
