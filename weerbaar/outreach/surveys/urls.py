from django.urls import path

from weerbaar.outreach.surveys.views import answering, coming_in, openly

urlpatterns = [
    path("uitvraag/", coming_in.code, name="survey_code"),
    path("uitvraag/<slug:token>/", coming_in.begin, name="survey"),
    path("uitvraag/<slug:token>/<int:number>/", answering.go_on, name="survey_on"),
    path("uitvraag/<slug:token>/<int:number>/vraag/<slug:section>/", answering.step, name="survey_step"),
    path("uitvraag/<slug:token>/<int:number>/controle/", answering.check, name="survey_check"),
    path("uitvraag/<slug:token>/<int:number>/klaar/", answering.done, name="survey_done"),
    path("evaluatie/<slug:token>/", openly.evaluation, name="evaluation"),
]
