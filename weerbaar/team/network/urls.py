from django.urls import path

from weerbaar.team.network.views import associations as views
from weerbaar.team.network.views import facilitators

urlpatterns = [
    path("netwerk/", views.network, name="network"),
    path("netwerk/lid/", views.join, name="join_association"),
    path("netwerk/lid/<uuid:member_id>/toelaten/", views.admit, name="admit_member"),
    path("netwerk/lid/<uuid:member_id>/vertrek/", views.leave, name="end_membership"),
    path("netwerk/<slug:code>/dienst/", views.take_duty, name="take_duty"),
    path("netwerk/begeleiders/", facilitators.facilitators, name="facilitators"),
    path("netwerk/begeleiders/nieuw/", facilitators.add_facilitator, name="add_facilitator"),
    path("netwerk/begeleiders/<uuid:facilitator_id>/", facilitators.facilitator, name="facilitator"),
    path("netwerk/begeleiders/<uuid:facilitator_id>/wie/", facilitators.change_facilitator, name="change_facilitator"),
    path("netwerk/begeleiders/<uuid:facilitator_id>/vertrek/", facilitators.leave_team, name="facilitator_leaves"),
    path("netwerk/begeleiders/<uuid:facilitator_id>/terug/", facilitators.come_back, name="facilitator_comes_back"),
    path("netwerk/begeleiders/<uuid:facilitator_id>/agenda/<slug:what>/", facilitators.agenda_of, name="agenda_of"),
    path("mijn-agenda/", facilitators.own_agenda, name="own_agenda"),
    path("mijn-agenda/<slug:what>/", facilitators.change_own_agenda, name="change_own_agenda"),
    path("mijn-banden/", views.ties, name="ties"),
    path("mijn-banden/<uuid:tie_id>/weg/", views.end_tie, name="end_tie"),
]
