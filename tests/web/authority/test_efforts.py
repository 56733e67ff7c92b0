"""An officer sees, beside an invoice, what its supplier took in coins and was paid for them."""

from datetime import timedelta

from sqlalchemy.orm import Session

from tests import build
from tests.client import Client
from tests.settlement import debts
from tests.social_return.deeds import TODAY, Agreed, a_deed
from wallet import clock
from wallet.money import Euros
from wallet.settlement import settlements
from wallet.social_return.efforts import EffortKind


def test_a_part_of_a_payout_is_seen_also_on_days_without_a_sale(
    client: Client, committed: Session
) -> None:
    agreed, programme = Agreed(committed), build.a_programme(committed)
    shop = build.a_merchant(committed, programme)
    debts.owe(committed, shop, build.a_fund(committed, programme), 40_00)
    by = build.a_person(committed)
    settlements.draw_up(committed, programme, by=by, now=clock.now(), reason="Now")
    half = a_deed(
        EffortKind.INVOICE,
        amount=Euros(20_00),
        supplier_kvk=shop.organisation.kvk_number,
        to_on=TODAY - timedelta(days=5),
    )
    effort = agreed.enter(half)
    committed.commit()
    client.sign_in(agreed.officer)

    page = client.get(f"/authority/efforts/{effort.id}", headers={"Accept-Language": "en"}).text

    assert "On those days it took €0.00 in coins." in page
    assert "It was paid out then, or soon after: €40.00." in page
