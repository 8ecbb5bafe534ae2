from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "weerbaar.public.guidance"
    label = "guidance"
