"""The first lock: every page says who may come in, and the table below says it once more, for a reader."""

import pytest
from django.test import Client

from tests.architecture.tree import pages
from tests.support.staff import make_colleague
from weerbaar.foundation.accounts.doors import Door
from weerbaar.foundation.accounts.roles import Role, permissions_of

ANYONE, RECEIPT = "anyone", "receipt"
AGAIN = "after a second factor"

STAFF = frozenset(Role)
CASEWORK = frozenset({Role.ADVISER, Role.HELPER})
DUTY = frozenset({Role.ADVISER, Role.COORDINATOR})
NETWORK = frozenset({Role.ADVISER, Role.COORDINATOR, Role.TOUR, Role.ADMINISTRATOR})
TOUR = frozenset({Role.TOUR, Role.COORDINATOR})
PROGRESS = TOUR | {Role.ANALYST}

# Who may come in, by the name of the page. A new page is a new line here; that is the moment to think about it.
WHO_MAY_COME_IN = {
    # helpline
    "home": ANYONE,
    "call_now": ANYONE,
    "write": ANYONE,
    "check_proof": ANYONE,
    "come_back": ANYONE,
    "conversation": RECEIPT,
    "own_file": RECEIPT,
    "erase": RECEIPT,
    "close_receipt": RECEIPT,
    "reopen": RECEIPT,
    "keep": RECEIPT,
    "feedback": RECEIPT,
    "leave_conversation": RECEIPT,
    # whose work is not here is led to where it is
    "work": STAFF,
    # cases: who may ask is decided here, what there is to see by the keys
    "duty_desk": DUTY,
    "anything_new": DUTY,
    "claimed_cases": DUTY,
    "case": CASEWORK,
    "claim_case": CASEWORK,
    "answer_case": CASEWORK,
    "note_in_case": CASEWORK,
    "hand_over_case": ({Role.ADVISER}, AGAIN),
    "closed_cases": CASEWORK,
    "move_case": CASEWORK,
    "close_case": CASEWORK,
    "search_cases": CASEWORK,
    "reopen_case": CASEWORK,
    "hold_case": (CASEWORK, AGAIN),
    "keep_case": CASEWORK,
    "recuse": (CASEWORK, AGAIN),
    "let_tour_wait": CASEWORK,
    "merge_case": ({Role.ADVISER}, AGAIN),
    "leave": ({Role.ADVISER}, AGAIN),
    "give_back": ({Role.ADVISER}, AGAIN),
    "cases_without_helper": {Role.COORDINATOR},
    "ask_custodians": ({Role.COORDINATOR}, AGAIN),
    # a custodian is no role but somebody with a share: anybody else sees nothing and answers nothing
    "custodians": STAFF,
    "agree_as_custodian": (STAFF, AGAIN),
    "refuse_as_custodian": (STAFF, AGAIN),
    "download_file": CASEWORK,
    "show_file": CASEWORK,
    "look_at_file": CASEWORK,
    "look_again": CASEWORK,
    "add_task": CASEWORK,
    "change_task": CASEWORK,
    "finish_task": CASEWORK,
    "undo_task": CASEWORK,
    "safe_contact": CASEWORK,
    "add_person": CASEWORK,
    "person": CASEWORK,
    "remove_person": CASEWORK,
    "meet_deadline": CASEWORK,
    "drop_deadline": CASEWORK,
    "put_back_deadline": CASEWORK,
    # cases, for programs: the same doors as the pages; the description holds nothing of a case
    "api_description": ANYONE,
    "api_case": CASEWORK,
    "api_make_move": CASEWORK,
    # incidents: what happened and the evidence of it, for who holds a key to it
    "timeline": CASEWORK,
    "add_incident": CASEWORK,
    "incident": CASEWORK,
    "change_incident": CASEWORK,
    "bring_evidence": CASEWORK,
    "evidence": CASEWORK,
    "link_evidence": CASEWORK,
    "stamp_evidence": CASEWORK,
    "download_evidence": CASEWORK,
    "look_at_evidence": CASEWORK,
    "messages": CASEWORK,
    "read_on": CASEWORK,
    "own_timeline": RECEIPT,
    "add_own_incident": RECEIPT,
    "own_incident": RECEIPT,
    "bring_own_evidence": RECEIPT,
    "own_evidence": RECEIPT,
    "take_back_incident": RECEIPT,
    "take_back_evidence": RECEIPT,
    # incidents: the plan and what leaves the house
    "plan": CASEWORK,
    "choose_route": CASEWORK,
    "print_plan": CASEWORK,
    "plan_step": CASEWORK,
    "add_report": CASEWORK,
    "police_report": CASEWORK,
    "report_asked": CASEWORK,
    "report_answered": CASEWORK,
    "report_escalated": CASEWORK,
    "letters": CASEWORK,
    "letter": CASEWORK,
    "police_file": (CASEWORK, AGAIN),
    "own_plan": RECEIPT,
    "print_own_plan": RECEIPT,
    # network
    "network": NETWORK,
    "join_association": ({Role.COORDINATOR}, AGAIN),
    "admit_member": (NETWORK, AGAIN),
    "end_membership": ({Role.COORDINATOR}, AGAIN),
    "take_duty": ({Role.COORDINATOR}, AGAIN),
    "ties": DUTY,
    "end_tie": DUTY,
    "facilitators": TOUR,
    "add_facilitator": TOUR,
    "facilitator": TOUR,
    "change_facilitator": TOUR,
    "facilitator_leaves": TOUR,
    "facilitator_comes_back": TOUR,
    "agenda_of": TOUR,
    # a facilitator is no role but somebody who goes out: anybody else sees an empty page
    "own_agenda": STAFF,
    "change_own_agenda": STAFF,
    # appointments: the personal page opens for who has the link; what is not theirs is not there
    "type_code": ANYONE,
    "personal_page": ANYONE,
    "other_days": ANYONE,
    "hand_over": ANYONE,
    "not_now": ANYONE,
    "invite_colleagues": ANYONE,
    "change_place": ANYONE,
    "move_appointment": ANYONE,
    "cancel_appointment": ANYONE,
    "calendar_file": ANYONE,
    "invited_page": ANYONE,
    "appointments": TOUR,
    "read_code": TOUR,
    "plan_appointment": TOUR,
    "propose_times": TOUR,
    "answer_question": TOUR,
    "appointment": TOUR,
    "staff_move": TOUR,
    "staff_place": TOUR,
    "staff_cancel": TOUR,
    "staff_held": TOUR,
    "staff_not_held": TOUR,
    "staff_invite": TOUR,
    "uninvite": TOUR,
    # campaign
    "tour": TOUR,
    "tour_progress": PROGRESS,
    "week_mail": PROGRESS,
    "public_progress": ANYONE,
    "public_progress_csv": ANYONE,
    "public_progress_json": ANYONE,
    "keep_segment": TOUR,
    "drop_segment": TOUR,
    "bulk": TOUR,
    "bulk_do": TOUR,
    "batch": TOUR,
    "undo_batch": TOUR,
    "calls": TOUR,
    "call": TOUR,
    "rounds": TOUR,
    "round": TOUR,
    "end_round": TOUR,
    "import_contacts": TOUR,
    "contact_list": TOUR,
    "map_columns": TOUR,
    "do_import": TOUR,
    "drop_list": TOUR,
    "contact_import": TOUR,
    "take_back_import": TOUR,
    "doubles": TOUR,
    "merge_contacts": TOUR,
    "are_two": TOUR,
    "undo_merge": TOUR,
    "organisation": TOUR,
    "arranger": TOUR,
    "owner": TOUR,
    "revoke_link": TOUR,
    "stage": TOUR,
    "undo_step": TOUR,
    "wishes": TOUR,
    "tell": TOUR,
    "promise": TOUR,
    "keep_promise": TOUR,
    "add_documents": TOUR,
    "document": TOUR,
    "remove_document": TOUR,
    "add_contact": TOUR,
    "change_contact": TOUR,
    "end_contact": TOUR,
    "move_contact": TOUR,
    "known_contact": TOUR,
    "export_contact": (TOUR, AGAIN),
    "export_contact_paper": (TOUR, AGAIN),
    "forget_contact": (TOUR, AGAIN),
    "confirm_holder": TOUR,
    # letters: looking is for all of the Tour, what leaves the house for who may send
    "mailings": TOUR,
    "new_mailing": TOUR,
    "mailing": TOUR,
    "release_mailing": ({Role.TOUR}, AGAIN),
    "steer_mailing": {Role.TOUR},
    "post_mailing": {Role.TOUR},
    "test_mailing": {Role.TOUR},
    "print_mailing": {Role.TOUR},
    "disclose_mailing": (TOUR, AGAIN),
    "disclose_organisation": (TOUR, AGAIN),
    "dispatch": TOUR,
    "dispatch_pdf": TOUR,
    "take_out_dispatch": {Role.TOUR},
    "return_dispatch": TOUR,
    "answer_dispatch": TOUR,
    "returned_post": TOUR,
    "post_of_organisation": TOUR,
    "letter_templates": TOUR,
    "new_letter_template": TOUR,
    "letter_template": TOUR,
    "retire_letter_template": TOUR,
    "begin_letter_templates": TOUR,
    # surveys: a personal link or the picture in the hall opens them, without an account
    "survey_code": ANYONE,
    "survey": ANYONE,
    "survey_on": ANYONE,
    "survey_step": ANYONE,
    "survey_check": ANYONE,
    "survey_done": ANYONE,
    "evaluation": ANYONE,
    "surveys": TOUR,
    "open_survey": {Role.TOUR},
    "survey_results": TOUR,
    "survey_organisations": TOUR,
    "survey_organisation": TOUR,
    "survey_compared": TOUR,
    "survey_map": TOUR,
    "survey_figures": TOUR | {Role.ANALYST},
    "export_survey_figures": TOUR | {Role.ANALYST},
    "export_survey_rows": (TOUR, AGAIN),
    "export_survey_people": (TOUR, AGAIN),
    "survey_post": TOUR,
    "send_survey_invitations": ({Role.TOUR}, AGAIN),
    "survey_last_day": {Role.TOUR},
    "end_survey": {Role.TOUR},
    "survey_file": TOUR,
    "questionnaires": {Role.TOUR},
    "questionnaire": {Role.TOUR},
    "start_of_questionnaire": {Role.TOUR},
    "section_of_questionnaire": {Role.TOUR},
    "question_of_questionnaire": {Role.TOUR},
    "change_part_of_questionnaire": {Role.TOUR},
    "leave_out_part": {Role.TOUR},
    "publish_questionnaire": {Role.TOUR},
    "new_version_questionnaire": {Role.TOUR},
    "drop_draft_questionnaire": {Role.TOUR},
    "preview_questionnaire": {Role.TOUR},
    "preview_version": {Role.TOUR},
    # sessions
    "gatherings": TOUR,
    "want_gathering": TOUR,
    "gathering": TOUR,
    "change_gathering": TOUR,
    "plan_gathering": TOUR,
    "take_date_away": TOUR,
    "cancel_gathering": TOUR,
    "gathering_programme": TOUR,
    "gathering_hall": TOUR,
    "change_hall": TOUR,
    "gathering_people": TOUR,
    "ask_to_lead": TOUR,
    "let_go": TOUR,
    "gathering_answers": TOUR,
    "change_answers": TOUR,
    "gathering_costs": TOUR,
    "add_cost": TOUR,
    "remove_cost": TOUR,
    "agree_report": TOUR,
    "make_quotation": TOUR,
    "send_quotation": TOUR,
    "quotation_pdf": TOUR,
    "gathering_after": TOUR,
    "evaluation_picture": TOUR,
    "results_pdf": TOUR,
    "change_after": TOUR,
    # who was asked, or has to answer a quotation, comes with a link and without an account
    "asked_to_lead": ANYONE,
    "work_report": ANYONE,
    "quotation": ANYONE,
    "quotation_code": ANYONE,
    "one_quotation": ANYONE,
    "own_quotation_pdf": ANYONE,
    # guidance
    "guidance": ANYONE,
    "guidance_law": ANYONE,
    "guide": ANYONE,
    "guide_step": ANYONE,
    "whole_guide": ANYONE,
    # accounts
    "sign_in": ANYONE,
    "account_login": ANYONE,
    "recover": ANYONE,
    "second_factor": ANYONE,
    "choose_second_factor": ANYONE,
    "first_app": ANYONE,
    "first_passkey": ANYONE,
    "seed_picture": ANYONE,
    "invitation": ANYONE,
    "step_up": STAFF,
    "sign_out": ANYONE,
    "home_for_staff": STAFF,
    "own_account": STAFF,
    "change_passphrase": (STAFF, AGAIN),
    "spare_keys": (STAFF, AGAIN),
    "new_app": (STAFF, AGAIN),
    "new_passkey": (STAFF, AGAIN),
    "remove_factor": (STAFF, AGAIN),
    "end_other_sessions": STAFF,
    "accounts": {Role.ADMINISTRATOR},
    "invite_colleague": ({Role.ADMINISTRATOR}, AGAIN),
    "withdraw_invitation": {Role.ADMINISTRATOR},
    "account": ({Role.ADMINISTRATOR}, AGAIN),
    "close_account": ({Role.ADMINISTRATOR}, AGAIN),
    "roles": {Role.ADMINISTRATOR},
    # ui
    "quick_exit": ANYONE,
    "language": ANYONE,
    "gallery": ANYONE,
    "health": ANYONE,
    "outbox": ANYONE,
    "robots": ANYONE,
    "security_txt": ANYONE,
}


def opens_for(door: Door):
    if door.kind != "staff":
        return ANYONE if door.kind == "public" else RECEIPT
    roles = frozenset(role for role in Role if door.permission in permissions_of({role}))
    return (roles, AGAIN) if door.step_up else roles


def roles_of(line):
    return line[0] if isinstance(line, tuple) else line


def staff_pages_without_arguments():
    return {
        f"/{route}": roles_of(WHO_MAY_COME_IN[pattern.name])
        for route, pattern in pages()
        if pattern.callback.door.kind == "staff" and not pattern.pattern.converters
    }


def test_every_page_declares_its_door():
    assert [route for route, pattern in pages() if not isinstance(getattr(pattern.callback, "door", None), Door)] == []


def test_every_page_has_a_line_in_the_table_and_every_line_a_page():
    found = {pattern.name: opens_for(pattern.callback.door) for _, pattern in pages()}

    assert found == WHO_MAY_COME_IN


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role)
def test_a_page_is_not_there_for_a_role_that_may_not_come_in(role, client: Client):
    make_colleague(role).sign_in(client)

    closed = [path for path in staff_pages_without_arguments() if client.get(path).status_code == 404]

    assert closed == [path for path, roles in staff_pages_without_arguments().items() if role not in roles]


@pytest.mark.django_db
def test_a_stranger_is_sent_to_the_entrance(client: Client):
    sent = {path: client.get(path) for path in staff_pages_without_arguments()}

    assert {
        path for path, answer in sent.items() if not answer.headers.get("Location", "").startswith("/inloggen/")
    } == set()
