from django.urls import include, path

from tests.bench.bare import views

urlpatterns = [
    path("kaal/pagina/", views.page),
    path("kaal/schrijven/", views.write),
    path("kaal/lijst/", views.rows),
    path("kaal/regel/<int:number>/", views.row),
    path("kaal/bestand/", views.upload),
    path("", include("weerbaar.config.urls")),
]

handler400 = "weerbaar.foundation.ui.views.bad_request"
handler403 = "weerbaar.foundation.ui.views.permission_denied"
handler404 = "weerbaar.foundation.ui.views.page_not_found"
handler500 = "weerbaar.foundation.ui.views.server_error"
