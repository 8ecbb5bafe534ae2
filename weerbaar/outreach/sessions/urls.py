from django.urls import path

from weerbaar.outreach.sessions.views import after, by_link, codes, costs, gatherings, hall, invited, reports, staffing

_ONE = "tour/bijeenkomsten/<uuid:gathering_id>"

urlpatterns = [
    path("tour/bijeenkomsten/", gatherings.gatherings, name="gatherings"),
    path("tour/bijeenkomsten/nieuw/", gatherings.want_gathering, name="want_gathering"),
    path(f"{_ONE}/", gatherings.gathering, name="gathering"),
    path(f"{_ONE}/wensen/", gatherings.change_gathering, name="change_gathering"),
    path(f"{_ONE}/wanneer/", gatherings.plan_gathering, name="plan_gathering"),
    path(f"{_ONE}/zonder-datum/", gatherings.take_date_away, name="take_date_away"),
    path(f"{_ONE}/afzeggen/", gatherings.cancel_gathering, name="cancel_gathering"),
    path(f"{_ONE}/programma/", hall.gathering_programme, name="gathering_programme"),
    path(f"{_ONE}/zaal/", hall.gathering_hall, name="gathering_hall"),
    path(f"{_ONE}/zaal/<slug:what>/", hall.change_hall, name="change_hall"),
    path(f"{_ONE}/bezetting/", staffing.gathering_people, name="gathering_people"),
    path(f"{_ONE}/bezetting/vragen/", staffing.ask_to_lead, name="ask_to_lead"),
    path(f"{_ONE}/bezetting/<uuid:ask_id>/los/", staffing.let_go, name="let_go"),
    path(f"{_ONE}/antwoorden/", invited.gathering_answers, name="gathering_answers"),
    path(f"{_ONE}/antwoorden/<uuid:row_id>/<slug:what>/", invited.change_answers, name="change_answers"),
    path(f"{_ONE}/kosten/", costs.gathering_costs, name="gathering_costs"),
    path(f"{_ONE}/kosten/regel/", costs.add_cost, name="add_cost"),
    path(f"{_ONE}/kosten/regel/<uuid:line_id>/weg/", costs.remove_cost, name="remove_cost"),
    path(f"{_ONE}/kosten/uren/<uuid:report_id>/", reports.agree_report, name="agree_report"),
    path(f"{_ONE}/offerte/", costs.make_quotation, name="make_quotation"),
    path(f"{_ONE}/offerte/<uuid:quotation_id>/sturen/", costs.send_quotation, name="send_quotation"),
    path(f"{_ONE}/offerte/<uuid:quotation_id>/pdf/", costs.quotation_pdf, name="quotation_pdf"),
    path(f"{_ONE}/afloop/", after.gathering_after, name="gathering_after"),
    path(f"{_ONE}/afloop/qr/", after.evaluation_picture, name="evaluation_picture"),
    path(f"{_ONE}/afloop/pdf/", after.results_pdf, name="results_pdf"),
    path(f"{_ONE}/afloop/<slug:what>/", after.change_after, name="change_after"),
    path("begeleiden/<slug:token>/", by_link.asked_to_lead, name="asked_to_lead"),
    path("begeleiden/<slug:token>/uren/", reports.work_report, name="work_report"),
    path("offerte/", codes.quotation_code, name="quotation_code"),
    path("offerte/<slug:token>/", by_link.quotation, name="quotation"),
    path("offerte/<slug:token>/<slug:number>/", by_link.one_quotation, name="one_quotation"),
    path("offerte/<slug:token>/<slug:number>/pdf/", by_link.own_quotation_pdf, name="own_quotation_pdf"),
]
