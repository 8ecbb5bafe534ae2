"""Each page of the Tour and of the network that takes a form takes the very same page once, or the table says why it need not."""

import inspect

from tests.architecture.tree import pages

ROOMS = ("weerbaar.outreach.", "weerbaar.team.network.")

SAME = "sets what is there already, or ends what ended: done twice it is the same, and nobody is mailed"
INSIDE = "the part of it that writes says it"
ITSELF = "its action notes the form, or knows by what is there that it was done"
STORES_NOTHING = "leads on or hands out a file, and stores nothing that two of would mean two"

NOT_AT_THE_VIEW = {
    # campaign
    "week_mail": SAME, "keep_segment": SAME, "round": SAME, "end_round": SAME, "map_columns": SAME, "are_two": SAME,
    "arranger": SAME, "owner": SAME, "revoke_link": SAME, "wishes": SAME, "keep_promise": SAME, "change_contact": SAME,
    "import_contacts": INSIDE, "do_import": INSIDE, "merge_contacts": ITSELF, "confirm_holder": ITSELF, "undo_batch": ITSELF, "take_back_import": ITSELF, "call": ITSELF,
    # letters
    "new_letter_template": INSIDE, "letter_template": INSIDE, "begin_letter_templates": ITSELF, "return_dispatch": ITSELF,
    "retire_letter_template": SAME, "steer_mailing": SAME, "take_out_dispatch": SAME,
    "disclose_mailing": STORES_NOTHING, "disclose_organisation": STORES_NOTHING,
    # appointments
    "type_code": STORES_NOTHING, "read_code": STORES_NOTHING, "propose_times": SAME, "invited_page": SAME,
    "personal_page": INSIDE, "other_days": INSIDE, "hand_over": INSIDE, "not_now": INSIDE, "invite_colleagues": INSIDE,
    "change_place": INSIDE, "move_appointment": INSIDE, "cancel_appointment": INSIDE,
    # sessions
    "change_gathering": SAME, "gathering_programme": SAME, "remove_cost": SAME, "work_report": SAME,
    "change_after": INSIDE, "send_quotation": ITSELF, "one_quotation": ITSELF, "quotation_code": STORES_NOTHING,
    # surveys
    "start_of_questionnaire": INSIDE, "section_of_questionnaire": INSIDE, "question_of_questionnaire": INSIDE,
    "survey_last_day": SAME, "end_survey": SAME, "send_survey_invitations": ITSELF, "survey_code": STORES_NOTHING,
    "survey": ITSELF, "survey_step": ITSELF, "survey_check": ITSELF, "evaluation": ITSELF,
    # network
    "join_association": SAME, "take_duty": SAME, "change_facilitator": SAME, "facilitator_leaves": SAME,
    "facilitator_comes_back": SAME, "ties": SAME, "end_tie": SAME,
}  # fmt: skip


def test_each_page_that_takes_a_form_takes_it_once_or_says_why_not():
    taking = {page.name: page.callback for _path, page in pages() if is_of_these_rooms(page) and takes_a_form(page)}
    unsaid = {name for name, view in taking.items() if not getattr(view, "takes_once", False)}

    assert len(taking) > 100
    assert unsaid - NOT_AT_THE_VIEW.keys() == set()
    assert NOT_AT_THE_VIEW.keys() - unsaid == set()


def is_of_these_rooms(page):
    return page.callback.__module__.startswith(ROOMS)


def takes_a_form(page):
    """What a view may be asked with is told by the decorator around it, however deep."""
    view = page.callback
    while view is not None:
        allowed = inspect.getclosurevars(view).nonlocals.get("request_method_list")
        if allowed is not None:
            return "POST" in allowed
        view = getattr(view, "__wrapped__", None)
    message = f"{page.name} does not say with which methods it may be asked."
    raise AssertionError(message)
