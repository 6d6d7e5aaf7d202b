"""Addresses of one's own account, and of whoever comes to have one."""

from django.urls import path

from itbiz.access import views

urlpatterns = [
    path("account/", views.account, name="account"),
    path("account/password/", views.change_password, name="change-password"),
    path("account/tokens/<int:pk>/revoke/", views.revoke_token, name="revoke-token"),
    path("welcome/<str:secret>/", views.welcome, name="welcome"),
]
