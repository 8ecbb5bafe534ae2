"""The people of the stories: what they do on the pages, so that a story reads as a story."""

from playwright.sync_api import Page

from tests.support.browser import assert_accessible, shoot
from tests.support.house import House
from weerbaar.foundation.accounts.demo import PEOPLE


class Councillor:
    """Someone who writes to us, without an account."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.words = ""

    def opens(self, path: str, picture: str = "") -> None:
        self.page.goto(self.url + path)
        self.looks(picture)

    def looks(self, picture: str) -> None:
        """What they see is shot, and axe looks along."""
        if picture:
            shoot(self.page, picture)
            assert_accessible(self.page)

    def writes(self, message: str, *, name: str = "", files: list[str] = ()) -> None:
        self.page.goto(f"{self.url}/schrijven/")
        self.page.get_by_label("Nee", exact=True).check()
        self.page.get_by_label("Voor mijzelf").check()
        self.page.get_by_label("Uw bericht").fill(message)
        self.page.get_by_label("Uw naam").fill(name)
        if files:
            self.page.locator("input[type=file]").set_input_files(files)
        self.page.get_by_role("button", name="Versturen").click()
        self.words = self.page.locator("#receipt").text_content().strip()

    def comes_back(self, typed: str = "") -> None:
        self.page.goto(f"{self.url}/terug/")
        self.page.get_by_label("Uw zeven woorden").fill(typed or self.words)
        self.page.get_by_role("button", name="Verder").click()

    def writes_again(self, message: str) -> None:
        self.page.get_by_label("Schrijf verder").fill(message)
        self.page.get_by_role("button", name="Versturen").click()

    def erases_everything(self, picture: str = "") -> None:
        self.page.get_by_role("link", name="Wis alles").click()
        self.looks(picture)
        self.page.get_by_role("button", name="Ja, wis alles").click()

    def messages(self) -> list[str]:
        self.page.locator(".thread").wait_for()
        return [text.strip() for text in self.page.locator(".message__text > p").all_text_contents()]


class Adviser:
    """One of the invented advisers, at a laptop."""

    def __init__(self, page: Page, house: House, first_name: str) -> None:
        self.page = page
        self.house = house
        self.url = house.url
        self.person = next(person for person in PEOPLE if person.name.startswith(first_name))

    def signs_in(self) -> None:
        """At the door; or, when every code of this moment was shown already, in the session of a moment ago."""
        code = self.house.unused_code(self.person.email)
        if code is None:
            self.page.context.add_cookies(
                [
                    {"name": name, "value": value, "url": self.url, "httpOnly": True}
                    for name, value in self.house.session_of(self.person.email).items()
                ]
            )
            self.page.goto(f"{self.url}/inloggen/")
        else:
            self.page.goto(f"{self.url}/inloggen/")
            self.page.get_by_label("E-mailadres").fill(self.person.email)
            self.page.get_by_label("Wachtzin").fill(self.person.passphrase)
            self.page.get_by_role("button", name="Verder").click()
            self.page.locator("input[name=code]").fill(code)
            self.page.locator("input[name=code]").press("Enter")
        self.page.wait_for_url(lambda url: "/inloggen/" not in url)
        if code is not None:
            cookies = {cookie["name"]: cookie["value"] for cookie in self.page.context.cookies()}
            self.house.keep_session(self.person.email, cookies)

    def looks(self, picture: str) -> None:
        shoot(self.page, picture)
        assert_accessible(self.page)

    def opens_the_desk(self) -> None:
        self.page.goto(f"{self.url}/dienst/")

    def opens(self, words: str) -> None:
        self.page.locator("a.row", has_text=words).click()

    def claims(self) -> None:
        self.page.get_by_role("button", name="Ik pak dit op").click()

    def answers(self, text: str) -> None:
        self.page.get_by_label("Antwoord").fill(text)
        self.page.get_by_role("button", name="Versturen naar de cliënt").click()

    def notes(self, text: str) -> None:
        self.page.get_by_label("Notitie voor collega's").fill(text)
        self.page.get_by_role("button", name="Notitie bewaren").click()

    def hands_over_to(self, name: str, note: str = "") -> None:
        self.page.get_by_role("link", name="Overdragen").click()
        self.page.get_by_label(name).first.check()
        self.page.get_by_label("Wat moet diegene weten?").fill(note)
        self.page.get_by_role("button", name="Overdragen").click()

    def desk(self) -> list[str]:
        return [text.strip() for text in self.page.locator(".row__title").all_text_contents()]
