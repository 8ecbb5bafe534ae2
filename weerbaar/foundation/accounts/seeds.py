"""The seed of a code app while it is being set up: sealed in the session, shown once as a picture, then gone."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.http import HttpRequest
from qrcode import QRCode
from qrcode.image.svg import SvgPathFillImage

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.vault import application_box
from weerbaar.foundation.vault.errors import BrokenBox

_SESSION_NAME = "seed"


def begin_seed(request: HttpRequest, *, account: Account) -> str:
    """Will return the seed that this account is setting up, a fresh one when there is none."""
    seed = seed_of(request, account=account)
    if seed is None:
        seed = str(generate_totp_secret())
        request.session[_SESSION_NAME] = application_box.seal(seed, context=_context(account))
    return seed


def seed_of(request: HttpRequest, *, account: Account) -> str | None:
    """Will return the seed that this account is setting up in this session, or None."""
    box = request.session.get(_SESSION_NAME)
    try:
        return application_box.open(box, context=_context(account)) if box else None
    except BrokenBox:
        return None


def forget_seed(request: HttpRequest) -> None:
    """Will forget the seed: the app is set up."""
    request.session.pop(_SESSION_NAME, None)


def picture_of(seed: str, *, account: Account) -> bytes:
    """Will return the picture that a code app reads, black on white, as SVG."""
    code = QRCode(border=2, image_factory=SvgPathFillImage)
    code.add_data(get_adapter().build_totp_url(account, seed))
    return bytes(code.make_image().to_string())


def _context(account: Account) -> str:
    return f"accounts.seed.{account.pk}"
