"""Where allauth asks what this house wants. Its own pages, mails and sign-up are not used."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from weerbaar.foundation.accounts.actions.sign_in import complete_visit
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.vault import application_box

_SECOND_FACTOR = "accounts.second_factor"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def get_login_stages(self) -> list[str]:
        """Will always ask for the second factor, and for nothing else."""
        return ["weerbaar.foundation.accounts.stages.SecondFactorStage"]

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Will never let anyone in without an invitation."""
        del request
        return False

    def respond_user_inactive(self, request: HttpRequest, user: Account) -> HttpResponse:
        """Will send who was deactivated back to the start, without saying why."""
        del request, user
        return redirect("sign_in")

    def login(self, request: HttpRequest, user: Account) -> None:
        """Will sign in who passed every stage."""
        super().login(request, user)
        complete_visit(request, account=user, at=timezone.now())

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Will send nothing: mails leave by the outbox, with our own words."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": _("Deze code klopt niet.")}

    def encrypt(self, text: str) -> str:
        """Will seal what allauth keeps: seeds of one-time codes and of recovery codes."""
        return application_box.seal(text, context=_SECOND_FACTOR)

    def decrypt(self, encrypted_text: str) -> str:
        """Will open what `encrypt` sealed."""
        return application_box.open(encrypted_text, context=_SECOND_FACTOR)

    def get_totp_issuer(self) -> str:
        """Will name the application neutrally on a colleague's phone."""
        return "Overleg"

    def generate_authenticator_name(self, user: Account, type: str) -> str:  # noqa: A002 - allauth's own name
        """Will propose a name for a passkey."""
        del user, type
        return str(_("Passkey"))

    def get_public_key_credential_user_entity(self, user: Account) -> dict[str, Any]:
        """Will name the account to the browser's list of passkeys."""
        return {"id": user.pk.bytes, "display_name": user.name, "name": user.email}

    def _get_site_name(self) -> str:
        return "Overleg"
