"""What stands between a right passphrase and being signed in."""

from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginStage, LoginStageController
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.queries import has_second_factor


class SecondFactorStage(LoginStage):  # type: ignore[misc]
    """Never skipped: who has no second factor yet can go nowhere but to setting one up."""

    key = "second_factor"
    urlname = "second_factor"

    def handle(self) -> tuple[HttpResponse, bool]:
        """Will send the visitor to the second factor, or to choosing one."""
        return redirect("second_factor" if has_second_factor(self.login.user) else "choose_second_factor"), True


def pending_stage(request: HttpRequest) -> SecondFactorStage | None:
    """Will return the stage this visitor is at: right passphrase, no second factor yet. None for everyone else."""
    if request.user.is_authenticated:
        return None
    stage = LoginStageController.enter(request, SecondFactorStage.key)
    if not isinstance(stage, SecondFactorStage):
        return None
    account = stage.login.user
    if not isinstance(account, Account) or not account.is_active:
        clear_login(request)
        return None
    return stage
