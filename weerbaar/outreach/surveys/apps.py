from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "weerbaar.outreach.surveys"
    label = "surveys"
