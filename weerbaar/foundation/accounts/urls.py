from django.urls import path

from weerbaar.foundation.accounts.views import (
    invitations,
    management,
    own_account,
    recovery,
    second_factor,
    set_up,
    sign_in,
)

urlpatterns = [
    path("inloggen/", sign_in.sign_in, name="sign_in"),
    # allauth sends whoever loses the way to this name.
    path("inloggen/", sign_in.sign_in, name="account_login"),
    path("inloggen/herstel/", recovery.recover, name="recover"),
    path("inloggen/tweede-stap/", second_factor.second_factor, name="second_factor"),
    path("inloggen/instellen/", set_up.choose_second_factor, name="choose_second_factor"),
    path("inloggen/instellen/app/", set_up.first_app, name="first_app"),
    path("inloggen/instellen/passkey/", set_up.first_passkey, name="first_passkey"),
    path("inloggen/instellen/code.svg", set_up.picture, name="seed_picture"),
    path("inloggen/bevestigen/", second_factor.step_up, name="step_up"),
    path("uitloggen/", sign_in.sign_out, name="sign_out"),
    path("uitnodiging/<str:token>/", invitations.invitation, name="invitation"),
    path("werkplek/", sign_in.home_for_staff, name="home_for_staff"),
    path("account/", own_account.own_account, name="own_account"),
    path("account/wachtzin/", own_account.change_passphrase, name="change_passphrase"),
    path("account/herstelcode/", recovery.spare_keys, name="spare_keys"),
    path("account/app/", set_up.new_app, name="new_app"),
    path("account/passkey/", set_up.new_passkey, name="new_passkey"),
    path("account/tweede-stap/<int:authenticator_id>/verwijderen/", own_account.remove_factor, name="remove_factor"),
    path("account/zittingen/beeindigen/", own_account.end_other_sessions, name="end_other_sessions"),
    path("beheer/accounts/", management.accounts, name="accounts"),
    path("beheer/accounts/uitnodigen/", management.invite_colleague, name="invite_colleague"),
    path(
        "beheer/accounts/uitnodiging/<uuid:invitation_id>/intrekken/", management.withdraw, name="withdraw_invitation"
    ),
    path("beheer/accounts/<uuid:account_id>/", management.account, name="account"),
    path("beheer/accounts/<uuid:account_id>/sluiten/", management.close_account, name="close_account"),
    path("beheer/rollen/", management.roles, name="roles"),
]
