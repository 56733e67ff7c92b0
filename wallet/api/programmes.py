"""Programmes, the terms that hold in them, and who takes part."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields
from marshmallow.validate import Length

from wallet import clock
from wallet.api.blueprint import Blueprint
from wallet.api.fields import Cents, Count, Day, Digits, line
from wallet.edge import access
from wallet.edge.access import requires
from wallet.edge.session import db
from wallet.identity.organisations import KVK_DIGITS, Organisation
from wallet.identity.permissions import Permission
from wallet.merchants import contracts, merchants
from wallet.merchants.contracts import ShopContract
from wallet.merchants.merchants import Merchant
from wallet.money import Euros
from wallet.programmes import openings, programmes, terms
from wallet.programmes.openings import Opening
from wallet.programmes.programmes import Programme
from wallet.programmes.terms import ProgrammeTerms

blp = Blueprint(
    "programmes", __name__, url_prefix="/api/programmes", description="Programmes and their terms."
)

NEW = {
    "valid_from": "2027-01-01",
    "coin_cents": 100,
    "lapse_months": 12,
    "confirm_above_cents": 2500,
}


def _limit(attribute: str) -> Cents:
    return Cents(
        attribute=attribute,
        load_default=None,
        allow_none=True,
        least=Euros(0),
        most=terms.LARGEST_LIMIT,
    )


class Terms(Schema):
    """What holds from a day on; a limit that is null is no limit of the programme's own."""

    valid_from = Day(required=True)
    coin_cents = Cents(attribute="coin", required=True, least=Euros(1), most=terms.LARGEST_COIN)
    lapse_months = Count(required=True, least=1, most=terms.MOST_MONTHS)
    confirm_above_cents = Cents(
        attribute="confirm_above", required=True, least=Euros(0), most=terms.LARGEST_LIMIT
    )
    second_verifier_above_cents = _limit("second_verifier_above")
    month_cap_cents = _limit("month_cap")
    year_cap_cents = _limit("year_cap")
    card_pin_above_cents = Cents(
        attribute="card_pin_above",
        load_default=terms.USUAL_CARD_PIN_ABOVE,
        least=Euros(0),
        most=terms.LARGEST_LIMIT,
    )
    card_sales_without_pin = Count(
        load_default=terms.USUAL_CARD_SALES_WITHOUT_PIN, least=0, most=terms.MOST_SALES
    )
    card_day_limit_cents = Cents(
        attribute="card_day_limit",
        load_default=terms.USUAL_CARD_DAY_LIMIT,
        least=Euros(1),
        most=terms.LARGEST_LIMIT,
    )


class NewProgramme(Terms):
    """Where it holds, in which bank account its euros stand, and the terms from today on."""

    class Meta:
        exclude = ("valid_from",)

    name = line()
    area = line()
    iban = fields.String(required=True, validate=Length(15, 42))
    holder = line()


class ProgrammeAnswer(Schema):
    """A programme with the terms that hold today, or null where none do yet."""

    id = fields.UUID(attribute="programme.id")
    name = fields.String(attribute="programme.name")
    area = fields.String(attribute="programme.area")
    operator_id = fields.UUID(attribute="programme.operator_id")
    opened_on = fields.Date(attribute="programme.opened_on")
    terms = fields.Nested(Terms, allow_none=True)


class NewOrganisation(Schema):
    """A KvK number that is known here brings that organisation, under the name it has."""

    name = line()
    kvk_number = Digits(KVK_DIGITS, required=True)


class OrganisationAnswer(Schema):
    """An organisation that takes part."""

    id = fields.UUID()
    name = fields.String()
    kvk_number = fields.String(allow_none=True)


class NewShop(Schema):
    """Whose shop it is, what and where it is, and where it is paid."""

    organisation = line()
    kvk_number = Digits(KVK_DIGITS, required=True)
    name = line()
    category = line()
    neighbourhood = line()
    iban = fields.String(required=True, validate=Length(15, 42))
    payee = line()


class ShopAnswer(Schema):
    """A shop that takes the coins."""

    id = fields.UUID()
    organisation_id = fields.UUID()
    name = fields.String()
    category = fields.String()
    neighbourhood = fields.String()


@blp.get("")
@blp.response(HTTPStatus.OK, ProgrammeAnswer(many=True))
@requires(Permission.SEE_PROGRAMMES)
def index() -> list[dict[str, Any]]:
    """The programmes your organisation operates or takes part in."""
    today = clock.day_of(clock.now())
    return [
        {"programme": programme, "terms": terms.find_on(db.session, programme.id, today)}
        for programme in programmes.seen_by(db.session, access.organisation().id)
    ]


@blp.post("")
@blp.arguments(NewProgramme)
@blp.response(HTTPStatus.CREATED, ProgrammeAnswer)
@requires(Permission.RUN_PROGRAMMES)
def create(new: dict[str, Any]) -> dict[str, Any]:
    """Open a programme; its first terms hold from today."""
    opening = Opening(**{name: new.pop(name) for name in ("name", "area", "iban", "holder")})
    first_terms, today = ProgrammeTerms(**new), clock.day_of(clock.now())
    programme = openings.open_programme(
        db.session, access.organisation(), opening, first_terms, today=today
    )
    return {"programme": programme, "terms": first_terms}


@blp.post("/<uuid:programme_id>/terms")
@blp.arguments(Terms, example=NEW)
@blp.response(HTTPStatus.CREATED, Terms)
@requires(Permission.RUN_PROGRAMMES)
def announce(new: dict[str, Any], programme_id: UUID) -> ProgrammeTerms:
    """Decide what holds from a later day on; until then nothing changes."""
    programme = _own(programme_id)
    announced = ProgrammeTerms(programme_id=programme.id, **new)
    return terms.announce(db.session, announced, today=clock.day_of(clock.now()))


@blp.get("/<uuid:programme_id>/organisations")
@blp.response(HTTPStatus.OK, OrganisationAnswer(many=True))
@requires(Permission.RUN_PROGRAMMES)
def organisations_of(programme_id: UUID) -> list[Organisation]:
    """Who takes part, by name."""
    return list(programmes.organisations_of(db.session, _own(programme_id)))


@blp.post("/<uuid:programme_id>/organisations")
@blp.arguments(NewOrganisation, example={"name": "Demobouw", "kvk_number": "12345678"})
@blp.response(HTTPStatus.CREATED, OrganisationAnswer)
@requires(Permission.RUN_PROGRAMMES)
def admit(new: dict[str, str], programme_id: UUID) -> Organisation:
    """Let an organisation take part; again changes nothing."""
    return programmes.admit(db.session, _own(programme_id), today=clock.day_of(clock.now()), **new)


@blp.get("/<uuid:programme_id>/shops")
@blp.response(HTTPStatus.OK, ShopAnswer(many=True))
@requires(Permission.RUN_PROGRAMMES)
def shops_of(programme_id: UUID) -> list[Merchant]:
    """Where the coins can be spent, by name."""
    return merchants.of_programme(db.session, _own(programme_id).id)


@blp.post("/<uuid:programme_id>/shops")
@blp.arguments(NewShop)
@blp.response(HTTPStatus.CREATED, ShopAnswer)
@requires(Permission.RUN_PROGRAMMES)
def contract_shop(new: dict[str, str], programme_id: UUID) -> Merchant:
    """Contract a shop; it takes the coins of every fund of the programme."""
    return contracts.sign(db.session, _own(programme_id), ShopContract(**new), now=clock.now())


def _own(programme_id: UUID) -> Programme:
    return programmes.get_operated_by(db.session, access.organisation().id, programme_id)
