from django.urls import path

from weerbaar.confidential.helpline import views

urlpatterns = [
    path("", views.home, name="home"),
    path("nu-bellen/", views.call_now, name="call_now"),
    path("schrijven/", views.write, name="write"),
    path("terug/", views.come_back, name="come_back"),
    path("terug/bewijs/", views.proof, name="check_proof"),
    path("terug/gesprek/", views.conversation, name="conversation"),
    path("terug/gesprek/bestand/<uuid:file_id>/", views.download, name="own_file"),
    path("terug/gesprek/wissen/", views.erase, name="erase"),
    path("terug/gesprek/sluiten/", views.close, name="close_receipt"),
    path("terug/gesprek/heropenen/", views.reopen, name="reopen"),
    path("terug/gesprek/langer/", views.keep, name="keep"),
    path("terug/gesprek/terugkoppeling/", views.feedback, name="feedback"),
    path("terug/gesprek/klaar/", views.leave, name="leave_conversation"),
    path("dienst/", views.duty_desk, name="duty_desk"),
    path("dienst/bij-u/", views.claimed_cases, name="claimed_cases"),
    path("dienst/nieuw/", views.anything_new, name="anything_new"),
]
