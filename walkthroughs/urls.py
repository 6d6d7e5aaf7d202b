"""Addresses of projects and walk-throughs."""

from django.urls import path

from walkthroughs.views import (
    answers,
    asks,
    contracts,
    editor,
    hangs,
    listings,
    papers,
    plans,
    projects,
    questions,
    sessions,
)
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
    path("walkthroughs/<int:pk>/start/", sessions.turn, {"verb": "start"}, name="start"),
    path("walkthroughs/<int:pk>/pause/", sessions.turn, {"verb": "pause"}, name="pause"),
    path("walkthroughs/<int:pk>/resume/", sessions.turn, {"verb": "resume"}, name="resume"),
    path("walkthroughs/<int:pk>/reopen/", sessions.turn, {"verb": "reopen"}, name="reopen"),
    path("walkthroughs/<int:pk>/hand-over/", sessions.hand_over, name="hand-over"),
    path("walkthroughs/<int:pk>/close/", sessions.close, name="close"),
    path("walkthroughs/<int:pk>/plan/", plans.plan, name="plan"),
    path("walkthroughs/<int:pk>/suggest/", editor.suggest, name="suggest"),
    path("walkthroughs/<int:pk>/add/", editor.add, name="add"),
    path("walkthroughs/<int:pk>/found/", editor.found, name="found"),
    path("names/<slug:kind>/", editor.names, name="names"),
    path("contracts/<int:pk>/", contracts.open_contract, name="contract"),
    path("contracts/<int:pk>/save/", contracts.save, name="contract-save"),
    path("contracts/<int:pk>/questions/", contracts.question, name="contract-question"),
    path("contracts/<int:pk>/hangs/", hangs.contract_hangs, name="contract-hangs"),
    path("lines/<int:pk>/hangs/", hangs.line_hangs, name="line-hangs"),
    path("people/<int:pk>/hangs/", hangs.person_hangs, name="person-hangs"),
    path("contracts/<int:pk>/team/", papers.team, name="team"),
    path("lines/<int:pk>/orders/", papers.line_orders, name="line-orders"),
    path("people/<int:pk>/orders/", papers.person_orders, name="person-orders"),
    path("vendors/<int:pk>/hangs/", hangs.vendor_hangs, name="vendor-hangs"),
    path("contracts/<int:pk>/answer/", answers.contract, name="answer"),
    path("obligations/<int:pk>/answer/", answers.duty, name="answer-duty"),
    path("questions/about/<slug:kind>/<int:pk>/", questions.ask, name="question-ask"),
    path("questions/<int:pk>/", questions.question, name="question"),
    path("questions/<int:pk>/answer/", answers.question, name="answer-question"),
    path("contracts/<int:pk>/<slug:verb>/", contracts.move, name="contract-move"),
    path("walkthroughs/<int:pk>/wall/", links.wall_links, name="wall-links"),
    path("walkthroughs/<int:pk>/wall/<int:link>/revoke/", links.revoke_link, name="revoke-link"),
    path("walkthroughs/<int:pk>/print/", papers.outline, name="outline"),
    path("walkthroughs/<int:pk>/orders/", papers.order_sheets, name="order_sheets"),
    path("walkthroughs/<int:pk>/orders/<int:line_pk>/", papers.order_sheet, name="order_sheet"),
    path("wall/<str:secret>/", wall.wall, name="wall"),
    path("wall/<str:secret>/tree/", wall.wall_tree, name="wall-tree"),
]
