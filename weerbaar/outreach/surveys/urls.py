from django.urls import path

from weerbaar.outreach.surveys.views import answering, coming_in, making, openly, results, running

urlpatterns = [
    path("uitvraag/", coming_in.code, name="survey_code"),
    path("uitvraag/<slug:token>/", coming_in.begin, name="survey"),
    path("uitvraag/<slug:token>/<int:number>/", answering.go_on, name="survey_on"),
    path("uitvraag/<slug:token>/<int:number>/vraag/<slug:section>/", answering.step, name="survey_step"),
    path("uitvraag/<slug:token>/<int:number>/controle/", answering.check, name="survey_check"),
    path("uitvraag/<slug:token>/<int:number>/klaar/", answering.done, name="survey_done"),
    path("evaluatie/<slug:token>/", openly.evaluation, name="evaluation"),
    path("tour/uitvraag/", running.surveys, name="surveys"),
    path("tour/uitvraag/nieuw/", running.open_a_survey, name="open_survey"),
    path("tour/uitvraag/<uuid:key>/", results.survey_results, name="survey_results"),
    path("tour/uitvraag/<uuid:key>/organisaties/", results.survey_organisations, name="survey_organisations"),
    path("tour/uitvraag/<uuid:key>/organisatie/<slug:code>/", results.survey_organisation, name="survey_organisation"),
    path("tour/uitvraag/<uuid:key>/vergelijk/", results.survey_compared, name="survey_compared"),
    path("tour/uitvraag/<uuid:key>/kaart/", results.survey_map, name="survey_map"),
    path("tour/uitvraag/<uuid:key>/cijfers/", results.survey_figures, name="survey_figures"),
    path("tour/uitvraag/<uuid:key>/cijfers.<slug:kind>", results.export_figures, name="export_survey_figures"),
    path("tour/uitvraag/<uuid:key>/regels.<slug:kind>", results.export_rows, name="export_survey_rows"),
    path("tour/uitvraag/<uuid:key>/personen.csv", results.export_people, name="export_survey_people"),
    path("tour/uitvraag/<uuid:key>/post/", running.survey_post, name="survey_post"),
    path("tour/uitvraag/<uuid:key>/post/uitnodigen/", running.send_invitations, name="send_survey_invitations"),
    path("tour/uitvraag/<uuid:key>/laatste-dag/", running.survey_last_day, name="survey_last_day"),
    path("tour/uitvraag/<uuid:key>/sluiten/", running.end_survey, name="end_survey"),
    path("tour/uitvraag/vragenlijsten/", making.questionnaires, name="questionnaires"),
    path("tour/uitvraag/vragenlijsten/<slug:key>/", making.questionnaire, name="questionnaire"),
    path("tour/uitvraag/vragenlijsten/<slug:key>/begin/", making.start_of, name="start_of_questionnaire"),
    path(
        "tour/uitvraag/vragenlijsten/<slug:key>/blok/<slug:section>/", making.section, name="section_of_questionnaire"
    ),
    path(
        "tour/uitvraag/vragenlijsten/<slug:key>/blok/<slug:section>/vraag/<slug:question>/",
        making.question,
        name="question_of_questionnaire",
    ),
    path(
        "tour/uitvraag/vragenlijsten/<slug:key>/verplaatsen/", making.change_part, name="change_part_of_questionnaire"
    ),
    path("tour/uitvraag/vragenlijsten/<slug:key>/weghalen/<slug:part>/", making.leave_out, name="leave_out_part"),
    path("tour/uitvraag/vragenlijsten/<slug:key>/publiceren/", making.publish, name="publish_questionnaire"),
    path("tour/uitvraag/vragenlijsten/<slug:key>/nieuwe-versie/", making.new_version, name="new_version_questionnaire"),
    path("tour/uitvraag/vragenlijsten/<slug:key>/weggooien/", making.drop_draft, name="drop_draft_questionnaire"),
    path("tour/uitvraag/vragenlijsten/<slug:key>/voorbeeld/", making.preview, name="preview_questionnaire"),
    path("tour/uitvraag/vragenlijsten/<slug:key>/voorbeeld/<int:number>/", making.preview, name="preview_version"),
    path("tour/uitvraag/bijlage/<uuid:key>/", results.survey_file, name="survey_file"),
]
