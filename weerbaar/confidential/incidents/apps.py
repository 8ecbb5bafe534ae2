from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "weerbaar.confidential.incidents"
    label = "incidents"
