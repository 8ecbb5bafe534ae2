from weerbaar.foundation.ui.strict import StrictForm


class SendForm(StrictForm):
    """Nothing but the button of the check page."""
