from django.apps import AppConfig


class HelplineConfig(AppConfig):
    name = "weerbaar.confidential.helpline"
    label = "helpline"

    def ready(self) -> None:
        """Will have messages on the desk of the invented team."""
        from weerbaar.confidential.helpline.demo import furnish
        from weerbaar.foundation.accounts.demo import register_furnisher

        register_furnisher(furnish)
