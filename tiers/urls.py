"""Addresses of tiers, cycles, plans, adjustments and reviews, by subject."""

from django.urls import URLPattern, path

from tiers.views import cycles, issues, logs, placements, plans, reviews, steps

app_name = "tiers"
urlpatterns: list[URLPattern] = [
    # Placements: the decision for a tier.
    path("students/<int:student>/tier/", placements.placement_new, name="placement-new"),
    path("placements/<int:pk>/", placements.placement_detail, name="placement-detail"),
    path("placements/<int:pk>/publish/", placements.placement_publish, name="placement-publish"),
    path("placements/<int:pk>/end/", placements.placement_end, name="placement-end"),
    # Cycles and their assessment.
    path("students/<int:student>/cycle/", cycles.cycle_open, name="cycle-open"),
    path("cycles/<int:pk>/", cycles.cycle_detail, name="cycle-detail"),
    path("cycles/<int:pk>/move/", cycles.cycle_move, name="cycle-move"),
    path("cycles/<int:pk>/close/", cycles.cycle_close, name="cycle-close"),
    path("cycles/<int:pk>/assessment/", cycles.assessment_edit, name="assessment-edit"),
    # Plans.
    path("plans/", issues.plan_list, name="plan-list"),
    path("cycles/<int:pk>/plan/", plans.plan_new, name="plan-new"),
    path("plans/<int:pk>/", plans.plan_detail, name="plan-detail"),
    path("plans/<int:pk>/edit/", plans.plan_edit, name="plan-edit"),
    path("plans/<int:pk>/comment/", plans.plan_comment, name="plan-comment"),
    path("plans/<int:pk>/read/", plans.plan_acknowledge, name="plan-acknowledge"),
    path("plans/<int:pk>/send/", issues.plan_send, name="plan-send"),
    path("plans/<int:pk>/back/", issues.plan_take_back, name="plan-take-back"),
    path("plans/<int:pk>/agree/", issues.plan_agree, name="plan-agree"),
    path("plans/<int:pk>/change/", issues.plan_change, name="plan-change"),
    path("plans/<int:pk>/pdf/", issues.plan_pdf, name="plan-pdf"),
    path("answers/<int:pk>/", issues.share_answer, name="share-answer"),
    path("issues/<int:pk>/", issues.issue_detail, name="issue-detail"),
    path("issues/<int:pk>/pdf/", issues.issue_pdf, name="issue-pdf"),
    path("issues/<int:pk>/<int:other>/", issues.issue_compare, name="issue-compare"),
    # Adjustments and their log.
    path("log/", logs.log_today, name="log-today"),
    path("log/save/", logs.log_save, name="log-save"),
    path("log/token/", logs.log_token, name="log-token"),
    path("log/undo/<uuid:client_id>/", logs.log_undo, name="log-undo"),
    path("steps/<int:pk>/", steps.step_mark, name="step-mark"),
    # Reviews.
    path("reviews/", reviews.review_list, name="review-list"),
    path("plans/<int:pk>/review/", reviews.review_new, name="review-new"),
    path("reviews/<int:pk>/", reviews.review_detail, name="review-detail"),
    path("reviews/<int:pk>/publish/", reviews.review_publish, name="review-publish"),
]
