from django.urls import path

from weerbaar.outreach.appointments.views import personal, personal_steps

urlpatterns = [
    path("a/", personal.type_code, name="type_code"),
    path("a/<slug:token>/", personal.personal_page, name="personal_page"),
    path("a/<slug:token>/andere-dagen/", personal_steps.other_days, name="other_days"),
    path("a/<slug:token>/doorgeven/", personal_steps.hand_over, name="hand_over"),
    path("a/<slug:token>/nu-niet/", personal_steps.not_now, name="not_now"),
    path("a/<slug:token>/erbij/", personal_steps.invite_colleagues, name="invite_colleagues"),
    path("a/<slug:token>/plek/", personal_steps.change_place, name="change_place"),
    path("a/<slug:token>/verzetten/", personal_steps.move_appointment, name="move_appointment"),
    path("a/<slug:token>/afzeggen/", personal_steps.cancel_appointment, name="cancel_appointment"),
    path("a/<slug:token>/uitnodiging.ics", personal.calendar_file, name="calendar_file"),
]
