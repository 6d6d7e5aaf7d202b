"""Addresses of imports."""

from django.urls import path

from itbiz.exchange import examples, views

urlpatterns = [
    path("imports/", views.imports, name="imports"),
    path("imports/example.xlsx", examples.example, name="import-example"),
    path("imports/<int:pk>/", views.one, name="import"),
    path("imports/<int:pk>/rows.csv", views.rows, name="import-rows"),
    path("imports/mappings/<int:pk>/forget/", views.forget, name="forget-mapping"),
]
