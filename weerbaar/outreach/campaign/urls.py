from django.urls import path

from weerbaar.outreach.campaign.views import organisations, progress

urlpatterns = [
    path("tour/", organisations.tour, name="tour"),
    path("tour/kaart/", progress.progress, name="tour_progress"),
    path("tour/organisatie/<slug:code>/", organisations.organisation, name="organisation"),
]
