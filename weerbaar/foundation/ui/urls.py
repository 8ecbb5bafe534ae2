from django.urls import path

from weerbaar.foundation.ui import views
from weerbaar.foundation.ui.outbox import outbox

urlpatterns = [
    path("weg/", views.leave, name="quick_exit"),
    path("taal/", views.language, name="language"),
    path("stijl/", views.gallery, name="gallery"),
    path("gezond", views.health, name="health"),
    path("dev/postvak/", outbox, name="outbox"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
]
