from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "weerbaar.foundation.vault"
    label = "vault"
