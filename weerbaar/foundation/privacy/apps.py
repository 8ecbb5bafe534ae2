from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "weerbaar.foundation.privacy"
    label = "privacy"
