from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "weerbaar.team.network"
    label = "network"
