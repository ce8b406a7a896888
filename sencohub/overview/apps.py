from django.apps import AppConfig


class OverviewConfig(AppConfig):
    name = "sencohub.overview"
    label = "overview"
