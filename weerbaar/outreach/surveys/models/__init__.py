"""What is asked, when, and what was answered."""

from weerbaar.outreach.surveys.models.questionnaires import Questionnaire, Version
from weerbaar.outreach.surveys.models.responses import AnswerCount, Response, Upload
from weerbaar.outreach.surveys.models.surveys import Survey, SurveyMail

__all__ = ["AnswerCount", "Questionnaire", "Response", "Survey", "SurveyMail", "Upload", "Version"]
