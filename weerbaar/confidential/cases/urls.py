from django.urls import path

from weerbaar.confidential.cases import views

urlpatterns = [
    path("zaken/<slug:number>/", views.case, name="case"),
    path("zaken/<slug:number>/oppakken/", views.claim, name="claim_case"),
    path("zaken/<slug:number>/antwoord/", views.answer, name="answer_case"),
    path("zaken/<slug:number>/notitie/", views.note, name="note_in_case"),
    path("zaken/<slug:number>/overdragen/", views.hand_over, name="hand_over_case"),
    path("zaken/<slug:number>/bestand/<uuid:file_id>/", views.download, name="download_file"),
    path("zaken/<slug:number>/bestand/<uuid:file_id>/tonen/", views.show, name="show_file"),
    path("zaken/<slug:number>/bestand/<uuid:file_id>/bekijken/", views.look, name="look_at_file"),
]
