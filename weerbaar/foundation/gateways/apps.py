from django.apps import AppConfig


class GatewaysConfig(AppConfig):
    name = "weerbaar.foundation.gateways"
    label = "gateways"
