from django.urls import path

from weerbaar.confidential.cases.views import case, files, handing_over

urlpatterns = [
    path("zaken/<slug:number>/", case.case, name="case"),
    path("zaken/<slug:number>/oppakken/", case.claim, name="claim_case"),
    path("zaken/<slug:number>/antwoord/", case.answer, name="answer_case"),
    path("zaken/<slug:number>/notitie/", case.note, name="note_in_case"),
    path("zaken/<slug:number>/overdragen/", handing_over.hand_over, name="hand_over_case"),
    path("zaken/<slug:number>/bestand/<uuid:file_id>/", files.download, name="download_file"),
    path("zaken/<slug:number>/bestand/<uuid:file_id>/tonen/", files.show, name="show_file"),
    path("zaken/<slug:number>/bestand/<uuid:file_id>/bekijken/", files.look, name="look_at_file"),
]
