from django.apps import AppConfig


class AuthoritiesConfig(AppConfig):
    name = "weerbaar.public.authorities"
    label = "authorities"
