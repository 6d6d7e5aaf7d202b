"""Every address of the installation: each app brings its own."""

from django.contrib.auth.views import LogoutView
from django.urls import include, path

from itbiz import views
from itbiz.changes import views as changes
from itbiz.demo.views import leave_demo
from itbiz.home.first import SignIn, first_account
from itbiz.home.views import account, home
from itbiz.search import search

handler400 = "itbiz.views.bad_request"
urlpatterns = [
    path("api/", include("itbiz.api_urls")),
    path("", home, name="home"),
    path("home/<slug:name>/", account, name="home-account"),
    path("demo/leave/", leave_demo, name="leave-demo"),
    path("search/", search, name="search"),
    path("changes/", changes.listing, name="changes"),
    path("changes/<int:pk>/", changes.detail, name="change-set"),
    path("changes/<int:pk>/undo/", changes.take_back, name="undo-change-set"),
    path("", include("orgchart.urls")),
    path("", include("catalog.urls")),
    path("", include("itbiz.access.urls")),
    path("access/", include("itbiz.people.urls")),
    path("", include("itbiz.exchange.urls")),
    path("setup/", first_account, name="first-account"),
    path("sign-in/", SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("theme/", views.theme, name="theme"),
    path("shortcuts/", views.shortcuts, name="shortcuts"),
    path("style-guide/", views.style_guide, name="style-guide"),
    path("", include("walkthroughs.urls")),
]
