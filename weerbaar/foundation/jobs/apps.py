from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "weerbaar.foundation.jobs"
    label = "jobs"
