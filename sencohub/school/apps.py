from django.apps import AppConfig


class SchoolConfig(AppConfig):
    name = "sencohub.school"
    label = "school"
