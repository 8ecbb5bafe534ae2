from django.apps import AppConfig


class QuietConfig(AppConfig):
    name = "weerbaar.team.quiet"
    label = "quiet"
