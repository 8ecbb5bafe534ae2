from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "weerbaar.confidential.cases"
    label = "cases"
