"""Addresses of one's own account."""

from django.urls import path

from itbiz.access import views

urlpatterns = [
    path("account/", views.account, name="account"),
    path("account/password/", views.change_password, name="change-password"),
    path("account/tokens/<int:pk>/revoke/", views.revoke_token, name="revoke-token"),
]
