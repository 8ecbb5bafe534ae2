from django.urls import path

from weerbaar.foundation.ui import views

urlpatterns = [
    path("weg/", views.leave, name="quick_exit"),
    path("taal/", views.language, name="language"),
    path("stijl/", views.gallery, name="gallery"),
    path("gezond", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
]
