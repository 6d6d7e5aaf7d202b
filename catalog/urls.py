"""Addresses of the catalog."""

from django.urls import path

from catalog.views import drafts, service, services

app_name = "catalog"
urlpatterns = [
    path("services/", services.services, name="services"),
    path("services/names/", services.names, name="names"),
    path("services/drafts/", drafts.drafts, name="drafts"),
    path("services/new/", service.new_service, name="new-service"),
    path("services/<int:pk>/", service.service, name="service"),
    path("services/<int:pk>/edit/", service.edit_service, name="edit-service"),
    path("services/<int:pk>/publish/", service.publish_service, name="publish-service"),
    path("services/<int:pk>/review/", service.review_service, name="review-service"),
    path("services/<int:pk>/retire/", service.retire_service, name="retire-service"),
]
