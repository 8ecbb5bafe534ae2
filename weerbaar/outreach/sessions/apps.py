from django.apps import AppConfig


class SessionsConfig(AppConfig):
    name = "weerbaar.outreach.sessions"
    label = "sessions"
