"""The pages of the phone by keyboard, read aloud, and from right to left."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from tests.browser import hands
from tests.browser.conftest import PHONE, Visit
from tests.browser.town import a_town

PAGES = (
    "/wallet",
    "/wallet/coins",
    "/wallet/history",
    "/wallet/shops",
    "/wallet/activities",
    "/wallet/phones",
    "/wallet/people",
    "/wallet/pin",
    "/wallet/spoken",
    "/enrol",
)
LANGUAGES = {"nl": "nl-NL", "en": "en-GB", "ar": "ar"}
FOUR_GROUPS = re.compile(r"\d{4} \d{4}")
VOICE = """
SpeechSynthesis.prototype.getVoices = () => [{ lang: "%s" }];
SpeechSynthesis.prototype.speak = (said) => {
  document.documentElement.dataset.said = `${said.lang}: ${said.text}`;
};
Object.defineProperty(SpeechSynthesisUtterance.prototype, "voice", { set() {} });
"""
WORDS_BROKEN = """() => {
  for (const tool of document.querySelectorAll("[data-face], [data-speak]")) tool.hidden = false;
  const { firstChild: text } = document.querySelector("h1");
  return [...text.data.matchAll(/\\S+/g)].filter((word) => {
    const range = document.createRange();
    range.setStart(text, word.index);
    range.setEnd(text, word.index + word[0].length);
    return range.getClientRects().length > 1;
  }).map(([word]) => word);
}"""
"""Words of the title that need two lines, when the phone has a voice and several people."""
FOCUSED = """() => {
  const { activeElement } = document;
  const box = activeElement.getBoundingClientRect();
  return [activeElement.tagName, box.width >= 24 && box.height >= 24];
}"""


def started(visit: Visit, session: Session, language: str = "nl", voice: str = "") -> Page:
    """A phone with coins, in this language."""
    page = visit("/enrol", size=PHONE, language=LANGUAGES[language])
    if voice:
        page.add_init_script(VOICE % voice)
    page.goto(f"/enrol#{a_town(session, cents=12_00).enrolment_code}")
    page.locator("form[data-enrol] button[type=submit]").click()
    expect(page.locator("[data-code][data-state=ready]")).to_be_visible()
    return page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [320, 195], ids=["320 px", "200 %"])
def test_no_word_of_a_title_is_broken_by_what_stands_beside_it(
    visit: Visit, committed: Session, language: str, width: int
) -> None:
    phone = started(visit, committed, language)
    phone.set_viewport_size({"width": width, "height": 568})

    for page in PAGES:
        phone.goto(page)
        assert phone.evaluate(WORDS_BROKEN) == [], page


def test_every_page_works_by_keyboard_alone(visit: Visit, committed: Session) -> None:
    phone = started(visit, committed)

    for page in PAGES:
        phone.goto(page)
        wanted = phone.locator("a:visible, button:visible, summary:visible, input:visible").count()
        reached = set()
        for _ in range(wanted + 1):
            phone.keyboard.press("Tab")
            tag, is_large = phone.evaluate(FOCUSED)
            reached.add(phone.evaluate("document.activeElement.outerHTML"))
            assert is_large, (page, tag)
        assert len(reached) >= wanted, page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_read_aloud_in_its_own_language(
    visit: Visit, committed: Session, language: str
) -> None:
    phone = started(visit, committed, language, voice=LANGUAGES[language])

    for page in PAGES:
        phone.goto(page)
        phone.locator("[data-speak]").click()
        said = phone.locator("html").get_attribute("data-said") or ""
        assert said.startswith(f"{language}: {phone.locator('h1').inner_text()}"), page
        assert not FOUR_GROUPS.search(said), "the code is not for other ears"


def test_there_is_no_speaker_without_a_voice_for_the_language(
    visit: Visit, committed: Session
) -> None:
    phone = started(visit, committed, "ar", voice="nl-NL")
    phone.goto("/wallet/coins")

    expect(phone.locator("[data-speak]")).to_be_hidden()


def test_an_arabic_page_reads_from_the_right_and_its_amounts_as_at_the_till(
    visit: Visit, committed: Session
) -> None:
    phone = started(visit, committed, "ar")

    expect(phone.locator("html")).to_have_attribute("dir", "rtl")
    expect(phone.locator(".purse [data-slot=balance]")).to_have_text("\u2066€ 12,00\u2069")
    assert hands.shown_digits(phone).replace(" ", "").replace("\n", "").isascii()
    coin, amount = _left(phone, ".purse .mark"), _left(phone, ".purse .worth")
    assert coin > amount
    digits = phone.locator("[data-digits]")
    assert digits.evaluate("e => getComputedStyle(e).direction") == "ltr"
    phone.goto("/wallet/history")
    expect(phone.locator(".lines .much").first).to_have_text("+ \u2066€ 12,00\u2069")
    assert _left(phone, ".lines .icon") > _left(phone, ".lines .much")


UNTIL_THE_CHOICE_IS_KEPT = """async () => {
  const kept = async () => (await caches.open("wallet-phone-choice")).match("/language");
  while ((await (await kept())?.text()) !== "ar") await new Promise((go) => setTimeout(go, 20));
}"""


def test_the_language_is_chosen_on_the_phone_and_staff_keep_theirs(
    visit: Visit, committed: Session
) -> None:
    phone = started(visit, committed)
    phone.goto("/wallet/coins")
    phone.get_by_role("button", name="العربية").click()
    expect(phone.locator("h1")).to_have_text("عملاتك")
    expect(phone.get_by_role("link", name="الدفع", exact=True)).to_be_visible()
    phone.evaluate(UNTIL_THE_CHOICE_IS_KEPT)
    phone.get_by_role("link", name="الدفع", exact=True).click()
    expect(phone.locator("html")).to_have_attribute("dir", "rtl")
    expect(phone.locator("[data-code][data-state=ready]")).to_be_visible()

    phone.goto("/sign-in")
    expect(phone.locator("html")).to_have_attribute("lang", "nl")
    expect(phone.get_by_role("button", name="العربية")).to_have_count(0)


def _left(phone: Page, selector: str) -> float:
    box = phone.locator(selector).first.bounding_box()
    assert box is not None
    return box["x"]
