from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "sencohub.notices"
    label = "notices"
