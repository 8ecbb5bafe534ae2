"""Every room's pages in one list. Paths are Dutch, names English."""

from django.urls import include, path

urlpatterns = [
    path("", include("weerbaar.confidential.helpline.urls")),
    # Django tries one address after another: who signs in does not wait for the long lists of the rooms behind the door.
    path("", include("weerbaar.foundation.accounts.urls")),
    path("", include("weerbaar.confidential.incidents.urls")),
    path("", include("weerbaar.confidential.cases.urls")),
    path("", include("weerbaar.outreach.sessions.urls")),
    path("", include("weerbaar.outreach.appointments.urls")),
    path("", include("weerbaar.outreach.campaign.urls")),
    path("", include("weerbaar.outreach.letters.urls")),
    path("", include("weerbaar.outreach.surveys.urls")),
    path("", include("weerbaar.team.network.urls")),
    path("", include("weerbaar.public.guidance.urls")),
    path("", include("weerbaar.foundation.ui.urls")),
]

handler400 = "weerbaar.foundation.ui.views.bad_request"
handler403 = "weerbaar.foundation.ui.views.permission_denied"
handler404 = "weerbaar.foundation.ui.views.page_not_found"
handler500 = "weerbaar.foundation.ui.views.server_error"
