from django.apps import AppConfig


class HelplineConfig(AppConfig):
    name = "weerbaar.confidential.helpline"
    label = "helpline"

    def ready(self) -> None:
        """Will have messages on the desk of the invented team, and the words of what ended lead to the proof of it."""
        from weerbaar.confidential.cases import partings
        from weerbaar.confidential.helpline.actions import keep_way_to_proof
        from weerbaar.confidential.helpline.demo import furnish
        from weerbaar.foundation.accounts.demo import register_furnisher

        register_furnisher(furnish)
        partings.register(keep_way_to_proof)
