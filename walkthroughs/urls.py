"""Addresses of projects and walk-throughs."""

from django.urls import path

from walkthroughs import outline
from walkthroughs.views import asks, contracts, editor, listings, projects, sessions
from walkthroughs.wall import links
from walkthroughs.wall import views as wall

app_name = "walkthroughs"

urlpatterns = [
    path("projects/", listings.projects, name="projects"),
    path("projects/new/", projects.create, name="project-new"),
    path("projects/<int:pk>/", projects.detail, name="project"),
    path("projects/<int:pk>/edit/", projects.edit, name="project-edit"),
    path("walkthroughs/", listings.walkthroughs, name="walkthroughs"),
    path("services/<int:pk>/ask/", asks.ask, name="ask"),
    path("walkthroughs/new/", sessions.create, name="walkthrough-new"),
    path("walkthroughs/<int:pk>/", editor.edit, name="walkthrough"),
    path("walkthroughs/<int:pk>/settings/", sessions.settings, name="walkthrough-settings"),
    path("walkthroughs/<int:pk>/presence/", sessions.presence, name="presence"),
    path("walkthroughs/<int:pk>/start/", sessions.start, name="start"),
    path("walkthroughs/<int:pk>/close/", sessions.close, name="close"),
    path("walkthroughs/<int:pk>/suggest/", editor.suggest, name="suggest"),
    path("walkthroughs/<int:pk>/add/", editor.add, name="add"),
    path("walkthroughs/<int:pk>/found/", editor.found, name="found"),
    path("names/<slug:kind>/", editor.names, name="names"),
    path("contracts/<int:pk>/", contracts.open_contract, name="contract"),
    path("contracts/<int:pk>/save/", contracts.save, name="contract-save"),
    path("contracts/<int:pk>/questions/", contracts.question, name="contract-question"),
    path("contracts/<int:pk>/<slug:verb>/", contracts.move, name="contract-move"),
    path("walkthroughs/<int:pk>/wall/", links.wall_links, name="wall-links"),
    path("walkthroughs/<int:pk>/wall/<int:link>/revoke/", links.revoke_link, name="revoke-link"),
    path("walkthroughs/<int:pk>/print/", outline.outline, name="outline"),
    path("walkthroughs/<int:pk>/orders/", outline.order_sheets, name="order_sheets"),
    path("walkthroughs/<int:pk>/orders/<int:line_pk>/", outline.order_sheet, name="order_sheet"),
    path("wall/<str:secret>/", wall.wall, name="wall"),
    path("wall/<str:secret>/tree/", wall.wall_tree, name="wall-tree"),
]
