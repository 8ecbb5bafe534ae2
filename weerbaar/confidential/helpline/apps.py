from django.apps import AppConfig


class HelplineConfig(AppConfig):
    name = "weerbaar.confidential.helpline"
    label = "helpline"
