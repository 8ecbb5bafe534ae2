from django.urls import path

from weerbaar.foundation.accounts.views import second_factor, sign_in

urlpatterns = [
    path("inloggen/", sign_in.sign_in, name="sign_in"),
    # allauth sends whoever loses the way to this name.
    path("inloggen/", sign_in.sign_in, name="account_login"),
    path("inloggen/herstel/", sign_in.sign_in, name="recover"),
    path("inloggen/instellen/", second_factor.second_factor, name="choose_second_factor"),
    path("inloggen/tweede-stap/", second_factor.second_factor, name="second_factor"),
    path("inloggen/bevestigen/", second_factor.step_up, name="step_up"),
    path("uitloggen/", sign_in.sign_out, name="sign_out"),
    path("werkplek/", sign_in.home_for_staff, name="home_for_staff"),
]
