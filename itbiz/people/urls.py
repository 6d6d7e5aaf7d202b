"""Addresses of people and access."""

from django.urls import path

from itbiz.people.views import inviting, listing, may, services, users

app_name = "people"
urlpatterns = [
    path("", listing.access, name="access"),
    path("invite/", inviting.invite, name="invite"),
    path("links/<int:pk>/revoke/", inviting.revoke, name="revoke-invitation"),
    path("links/<int:pk>/again/", inviting.again, name="invite-again"),
    path("users/<int:pk>/", users.user, name="user"),
    path("users/<int:pk>/roles/", users.roles, name="roles"),
    path("users/<int:pk>/close/", users.close, name="close-user"),
    path("users/<int:pk>/reopen/", users.reopen, name="reopen-user"),
    path("users/<int:pk>/password/", inviting.new_password, name="new-password"),
    path("services/new/", services.new, name="new-service"),
    path("services/<int:pk>/", services.service, name="service"),
    path("services/<int:pk>/edit/", services.edit, name="edit-service"),
    path("tokens/<int:pk>/revoke/", services.revoke_token, name="revoke-token"),
    path("tokens/<int:pk>/rotate/", services.rotate_token, name="rotate-token"),
    path("may/", may.find, name="find"),
    path("may/<slug:kind>/<int:pk>/", may.may, name="may"),
]
