from django.urls import path

from weerbaar.outreach.campaign.views import organisations

urlpatterns = [
    path("tour/", organisations.tour, name="tour"),
    path("tour/organisatie/<slug:code>/", organisations.organisation, name="organisation"),
]
