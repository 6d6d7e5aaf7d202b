"""Addresses of the organisation."""

from django.urls import path

from orgchart.views import lines, naming, organisation, people, units, vendors

app_name = "orgchart"
urlpatterns = [
    path("organisation/", organisation.organisation, name="organisation"),
    path("units/new/", units.new_unit, name="new-unit"),
    path("units/names/", units.names, name="unit-names"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("units/<int:pk>/edit/", units.edit_unit, name="edit-unit"),
    path("units/<int:pk>/appointments/", units.appointments, name="appointments"),
    path("units/<int:pk>/move/", units.move_unit, name="move-unit"),
    path("units/<int:pk>/close/", units.close_unit, name="close-unit"),
    path("units/<int:pk>/lines/new/", lines.new_line, name="new-line"),
    path("lines/names/", lines.names, name="line-names"),
    path("lines/choices/", lines.choices, name="line-choices"),
    path("lines/name/", naming.name_lines, name="name-lines"),
    path("lines/name/<int:pk>/undo/", naming.unname_line, name="unname-line"),
    path("lines/<int:pk>/", lines.line, name="line"),
    path("lines/<int:pk>/edit/", lines.edit_line, name="edit-line"),
    path("lines/<int:pk>/confirm/", lines.confirm_line, name="confirm-line"),
    path("lines/<int:pk>/vendors/new/", vendors.new_vendor, name="new-vendor"),
    path("people/names/", people.names, name="person-names"),
    path("people/new/", people.new_person, name="new-person"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/edit/", people.edit_person, name="edit-person"),
    path("people/<int:pk>/merge/", people.merge_person, name="merge-person"),
    path("vendors/<int:pk>/", vendors.vendor, name="vendor"),
    path("vendors/<int:pk>/edit/", vendors.edit_vendor, name="edit-vendor"),
]
