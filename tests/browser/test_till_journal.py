"""What the till keeps, through reloading, closing, a second page, and a network that loses half."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from urllib.parse import urlsplit

from playwright.sync_api import Page, Route, expect
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.browser import hands
from tests.browser.conftest import Visit
from tests.browser.town import Town, a_town
from trials.bad_network import BadNetwork, Weather
from wallet import clock
from wallet.codes import pay_codes
from wallet.merchants.redemptions import Redemption
from wallet.merchants.reversals import Reversal
from wallet.money import Euros
from wallet.wallets import devices, wallets

NO_NETWORK = ["ERR_", "503", "Failed to fetch"]
SOON = 15_000
REDEMPTIONS = "**/till/redemptions"


UNTIL_FORGOTTEN = """async () => {
  const { startingWith } = await import("/static/js/shared/store.js");
  while ((await startingWith("sale:")).length) await new Promise((go) => setTimeout(go, 20));
}"""


def a_code(session: Session, town: Town, *, steps: int = 0) -> str:
    """What one more phone of the participant shows."""
    device, secret = devices.enrol(session, town.wallet, now=clock.now())
    session.commit()
    step = pay_codes.step_at(clock.now()) + steps
    return str(pay_codes.make(secret, device.handle, step))


def ask(till: Page, price: str, code: str) -> None:
    hands.press(till, price)
    hands.type_digits(till, code)


def lose_answers(till: Page) -> None:
    """From now on the books have it, and the till does not hear so.

    Its half minute of patience does not run out by itself, however busy the machine.
    """
    till.clock.set_fixed_time(clock.now())
    lose_answers_by_a_running_clock(till)


def lose_answers_by_a_running_clock(till: Page) -> None:
    till.route(REDEMPTIONS, hands.lose_the_answer)


def count(session: Session, what: type[Redemption] | type[Reversal]) -> int:
    session.rollback()
    return session.scalars(select(func.count()).select_from(what)).one()


def test_reloading_in_the_middle_of_a_sale_loses_nothing(visit: Visit, committed: Session) -> None:
    town = a_town(committed, cents=9_00)
    till = hands.pair_till(visit, town, expects=NO_NETWORK)
    lose_answers(till)
    ask(till, "5", a_code(committed, town))
    expect(till.locator("[data-outcome=unknown]")).to_be_visible()

    till.reload()
    expect(till.locator("[data-outcome=unknown]")).to_be_visible()
    till.unroute_all(behavior="ignoreErrors")

    expect(till.locator("[data-outcome=paid]")).to_be_visible(timeout=SOON)
    assert count(committed, Redemption) == 1
    assert wallets.balance(committed, town.wallet) == Euros(4_00)


def test_a_result_nobody_has_seen_is_shown_again(visit: Visit, committed: Session) -> None:
    town = a_town(committed, cents=9_00)
    till = hands.pair_till(visit, town)
    ask(till, "5", a_code(committed, town))
    expect(till.locator("[data-outcome=paid]")).to_be_visible()
    receipt = till.locator("[data-slot=receipt]").first.inner_text()

    till.reload()
    expect(till.locator("[data-outcome=paid]")).to_contain_text(receipt)
    till.get_by_role("link", name="Volgende klant").click()
    till.evaluate(UNTIL_FORGOTTEN)
    till.reload()

    expect(till.locator("html[data-ready]")).to_be_attached()
    expect(till.locator("[data-outcome]")).to_have_count(0)


def test_the_next_customer_need_not_wait_for_the_last_answer(
    visit: Visit, committed: Session
) -> None:
    town = a_town(committed, cents=9_00)
    till = hands.pair_till(visit, town, expects=NO_NETWORK)
    lose_answers(till)
    ask(till, "5", a_code(committed, town))
    till.locator("[data-outcome=unknown] [data-next]").click()
    line = till.locator(".open-sale")
    expect(line).to_contain_text("€ 5,00")
    expect(line.locator("[data-word=asking]")).to_be_visible()

    till.unroute_all(behavior="ignoreErrors")
    expect(line.locator("[data-word=paid]")).to_be_visible(timeout=SOON)
    ask(till, "2,50", a_code(committed, town))
    expect(till.locator("[data-outcome=paid]")).to_contain_text("€ 2,50")
    till.get_by_role("link", name="Volgende klant").click()
    line.get_by_role("button", name="Gezien").click()

    expect(line).to_have_count(0)
    assert wallets.balance(committed, town.wallet) == Euros(1_50)


def test_a_cancelled_sale_that_was_booked_is_reversed_once(
    visit: Visit, committed: Session
) -> None:
    town = a_town(committed, cents=9_00)
    till = hands.pair_till(visit, town, expects=NO_NETWORK)
    lose_answers(till)
    ask(till, "5", a_code(committed, town))
    till.get_by_role("button", name="Annuleer de verkoop").click()

    expect(till.locator("[data-outcome=revoked]")).to_contain_text("Er is niets betaald.")
    assert (count(committed, Redemption), count(committed, Reversal)) == (1, 1)
    assert wallets.balance(committed, town.wallet) == Euros(9_00)


def test_a_tablet_that_slept_revokes_when_it_wakes(visit: Visit, committed: Session) -> None:
    town = a_town(committed, cents=9_00)
    till = hands.pair_till(visit, town, expects=NO_NETWORK)
    till.clock.install()
    lose_answers_by_a_running_clock(till)
    ask(till, "5", a_code(committed, town))
    expect(till.locator("[data-outcome=unknown]")).to_be_visible()

    till.clock.fast_forward("02:00:00")

    expect(till.locator("[data-outcome=revoked]")).to_be_visible(timeout=SOON)
    assert wallets.balance(committed, town.wallet) == Euros(9_00)


def test_two_pages_of_one_till_ask_once_and_one_goes_on_for_the_other(
    visit: Visit, committed: Session
) -> None:
    town = a_town(committed, cents=9_00)
    first = hands.pair_till(visit, town, expects=NO_NETWORK)
    lose_answers(first)
    ask(first, "5", a_code(committed, town))
    expect(first.locator("[data-outcome=unknown]")).to_be_visible()

    second = first.context.new_page()
    asked: list[str] = []

    def note(route: Route) -> None:
        asked.append(route.request.url)
        route.continue_()

    second.route("**/till/redemptions**", note)
    second.goto("/till")
    expect(second.locator("html[data-ready]")).to_be_attached()
    second.wait_for_timeout(1_000)
    assert asked == []
    first.close()

    expect(second.locator("[data-outcome=paid]")).to_contain_text("€ 5,00", timeout=SOON)
    assert count(committed, Redemption) == 1


def test_a_till_that_is_none_any_more_says_so_and_keeps_what_it_does_not_know(
    visit: Visit, committed: Session
) -> None:
    town = a_town(committed, cents=9_00)
    till = hands.pair_till(visit, town, expects=[*NO_NETWORK, 400, 401])
    lose_answers(till)
    ask(till, "5", a_code(committed, town))
    expect(till.locator("[data-outcome=unknown]")).to_be_visible()
    till.unroute_all(behavior="ignoreErrors")
    till.context.clear_cookies()

    expect(till.get_by_text("Dit apparaat is geen kassa meer.")).to_be_visible(timeout=SOON)
    expect(till.locator("[data-outcome=unknown]")).to_be_visible()
    assert till.evaluate("async () => (await import('/static/js/shared/store.js')).names()")


def test_the_scripts_of_the_till_on_the_network_of_the_trial(
    visit: Visit, committed: Session, base_url: str
) -> None:
    town = a_town(committed, cents=9_00)
    till = visit("/enrol", expects=[*NO_NETWORK, "Failed to load resource"])
    with bad_network(urlsplit(base_url).port or 0) as port:
        till.goto(f"http://127.0.0.1:{port}/till/pair")
        till.get_by_label("Koppelcode").fill(town.pairing_code)
        till.get_by_role("button", name="Koppelen").click()
        expect(till.locator("html[data-ready]")).to_be_attached()
        for _ in range(6):
            ask(till, "1", a_code(committed, town))
            expect(till.locator("[data-outcome=paid]")).to_be_visible(timeout=2 * SOON)
            till.get_by_role("link", name="Volgende klant").click()

    assert count(committed, Redemption) == 6
    assert wallets.balance(committed, town.wallet) == Euros(3_00)


@contextmanager
def bad_network(server_port: int) -> Iterator[int]:
    """That of `make trial-till`, in a thread: half of all sales are hit."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    network = BadNetwork(server_port, Weather(faults=0.5, pace=0.1), Random(16))  # noqa: S311
    yield asyncio.run_coroutine_threadsafe(network.open(), loop).result(10)
    asyncio.run_coroutine_threadsafe(network.close(), loop).result(30)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
    assert network.hit.total() > 0
