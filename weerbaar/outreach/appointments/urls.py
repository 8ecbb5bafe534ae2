from django.urls import path

from weerbaar.outreach.appointments.views import invited, personal, personal_steps, staff, staff_acts

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
    path("uitgenodigd/<slug:token>/", invited.invited_page, name="invited_page"),
    path("tour/afspraken/", staff.appointment_list, name="appointments"),
    path("tour/afspraken/code/", staff.read_code, name="read_code"),
    path("tour/afspraken/voor/<slug:code>/", staff.plan_appointment, name="plan_appointment"),
    path("tour/afspraken/voor/<slug:code>/tijden/", staff.propose_times, name="propose_times"),
    path("tour/afspraken/vraag/<uuid:question_id>/<slug:answer>/", staff_acts.answer_question, name="answer_question"),
    path("tour/afspraken/<uuid:appointment_id>/", staff.appointment, name="appointment"),
    path("tour/afspraken/<uuid:appointment_id>/verzetten/", staff_acts.staff_move, name="staff_move"),
    path("tour/afspraken/<uuid:appointment_id>/plek/", staff_acts.staff_place, name="staff_place"),
    path("tour/afspraken/<uuid:appointment_id>/afzeggen/", staff_acts.staff_cancel, name="staff_cancel"),
    path("tour/afspraken/<uuid:appointment_id>/gehouden/", staff_acts.staff_held, name="staff_held"),
    path("tour/afspraken/<uuid:appointment_id>/niet-gehouden/", staff_acts.staff_not_held, name="staff_not_held"),
    path("tour/afspraken/<uuid:appointment_id>/erbij/", staff_acts.staff_invite, name="staff_invite"),
    path("tour/afspraken/<uuid:appointment_id>/weg/<uuid:participant_id>/", staff_acts.uninvite, name="uninvite"),
]
