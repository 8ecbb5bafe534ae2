from django.urls import path

from weerbaar.team.network import views

urlpatterns = [
    path("netwerk/", views.network, name="network"),
    path("netwerk/lid/", views.join, name="join_association"),
    path("netwerk/lid/<uuid:member_id>/toelaten/", views.admit, name="admit_member"),
    path("netwerk/lid/<uuid:member_id>/vertrek/", views.leave, name="end_membership"),
    path("netwerk/<slug:code>/dienst/", views.take_duty, name="take_duty"),
    path("mijn-banden/", views.ties, name="ties"),
    path("mijn-banden/<uuid:tie_id>/weg/", views.end_tie, name="end_tie"),
]
