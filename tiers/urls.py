"""Addresses of tiers, cycles, plans, adjustments and reviews, by subject."""

from django.urls import URLPattern

app_name = "tiers"
urlpatterns: list[URLPattern] = [
    # Placements: the decision for a tier.
    # Cycles and their assessment.
    # Plans.
    # Adjustments and their log.
    # Reviews.
]
