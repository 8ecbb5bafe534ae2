from django.urls import path

from weerbaar.outreach.letters.views import dispatches, mailings, printing, templates

_ONE = "tour/brieven/<uuid:mailing_id>/"
_LETTER = f"{_ONE}<uuid:dispatch_id>/"
_TEMPLATE = "tour/brieven/sjablonen/<uuid:template_id>/"

urlpatterns = [
    path("tour/brieven/", mailings.mailings, name="mailings"),
    path("tour/brieven/nieuw/", mailings.new_mailing, name="new_mailing"),
    path("tour/brieven/terug/", dispatches.returned_post, name="returned_post"),
    path("tour/brieven/sjablonen/", templates.letter_templates, name="letter_templates"),
    path("tour/brieven/sjablonen/nieuw/", templates.new_letter_template, name="new_letter_template"),
    path("tour/brieven/sjablonen/begin/", templates.begin_letter_templates, name="begin_letter_templates"),
    path(_TEMPLATE, templates.letter_template, name="letter_template"),
    path(f"{_TEMPLATE}weg/", templates.retire_letter_template, name="retire_letter_template"),
    path(_ONE, mailings.mailing, name="mailing"),
    path(f"{_ONE}vrijgeven/", mailings.release_mailing, name="release_mailing"),
    path(f"{_ONE}gepost/", mailings.post_mailing, name="post_mailing"),
    path(f"{_ONE}proef/", mailings.test_mailing, name="test_mailing"),
    path(f"{_ONE}stuur/<slug:act>/", mailings.steer_mailing, name="steer_mailing"),
    path(f"{_ONE}afdruk/<slug:province>.pdf", printing.print_mailing, name="print_mailing"),
    path(f"{_ONE}openbaar/<slug:province>.zip", printing.disclose_mailing, name="disclose_mailing"),
    path(_LETTER, dispatches.dispatch, name="dispatch"),
    path(f"{_LETTER}brief.pdf", dispatches.dispatch_pdf, name="dispatch_pdf"),
    path(f"{_LETTER}weglaten/", dispatches.take_out_dispatch, name="take_out_dispatch"),
    path(f"{_LETTER}terug/", dispatches.return_dispatch, name="return_dispatch"),
    path(f"{_LETTER}antwoord/", dispatches.answer_dispatch, name="answer_dispatch"),
    path("tour/organisatie/<slug:code>/post/", dispatches.post_of_organisation, name="post_of_organisation"),
    path(
        "tour/organisatie/<slug:code>/post/openbaar.zip", printing.disclose_organisation, name="disclose_organisation"
    ),
]
