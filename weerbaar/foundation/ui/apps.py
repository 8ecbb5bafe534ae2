from django.apps import AppConfig


class UIConfig(AppConfig):
    name = "weerbaar.foundation.ui"
    label = "ui"
