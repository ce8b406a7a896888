"""The Celery application: `celery -A sencohub worker|beat`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sencohub.settings")
app = Celery("sencohub")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
