"""The Uitvraag and other questionnaires: made, filled in by link, compared over rounds; evaluations without a name."""
