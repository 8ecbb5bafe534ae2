from django.urls import path

from weerbaar.public.guidance import views

urlpatterns = [
    path("wegwijzer/", views.overview, name="guidance"),
    path("wegwijzer/wet/", views.law, name="guidance_law"),
    path("wegwijzer/<slug:address>/", views.begin, name="guide"),
    path("wegwijzer/<slug:address>/print/", views.whole, name="whole_guide"),
    path("wegwijzer/<slug:address>/<slug:step_id>/", views.step, name="guide_step"),
]
