import subprocess
import sys

ASK = """
import gc
from django.core.validators import EmailValidator
from django.utils.functional import empty
import weerbaar.config.wsgi
print(EmailValidator.user_regex._wrapped is not empty, gc.get_freeze_count() > 50_000)
"""


def test_nobody_waits_for_what_can_be_done_before_the_first_request():
    asked = subprocess.run([sys.executable, "-c", ASK], check=True, capture_output=True, text=True)

    assert asked.stdout.split() == ["True", "True"]
