from django.urls import path

from weerbaar.outreach.surveys.views import openly

urlpatterns = [
    path("evaluatie/<slug:token>/", openly.evaluation, name="evaluation"),
]
