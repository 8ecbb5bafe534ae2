"""The nouns of the post."""

from weerbaar.outreach.letters.models.dispatches import Channel, Dispatch, DispatchState, ReceivedMail
from weerbaar.outreach.letters.models.mailings import Mailing
from weerbaar.outreach.letters.models.templates import LetterTemplate, TemplateVersion

__all__ = ["Channel", "Dispatch", "DispatchState", "LetterTemplate", "Mailing", "ReceivedMail", "TemplateVersion"]
