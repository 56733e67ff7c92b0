"""Social enterprises: shops an authority recognises, where the social procurement rule can apply.

A euro spent there counts by that rule *instead of* the community activity rule, never by both: each
transfer stands on one line of one declaration (`counted_transfer`), and a line has one rule.
"""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from wallet.database import Base, Key, take_turns
from wallet.errors import Refused
from wallet.identity.memberships import Membership
from wallet.identity.people import check_name
from wallet.merchants.merchants import Merchant, MerchantNotFound, MerchantProgramme
from wallet.programmes.programmes import Programme
from wallet.social_return.periods import Period


class RecognisedAlready(Refused):
    """The authority recognises this shop on some of these days already."""


class Scheme(StrEnum):
    """Who says that this is a social enterprise."""

    PSO = "pso"
    """Prestatieladder Socialer Ondernemen, https://www.pso-nederland.nl."""
    SOCIAL_ENTERPRISE_NL = "social-enterprise-nl"
    """The Code Sociale Ondernemingen, https://www.codesocialeondernemingen.nl."""
    OWN_LIST = "own-list"
    """The authority's own list."""


class SocialEnterprise(Base):
    """Recognised from one day to another, both included; two for one shop never overlap."""

    __tablename__ = "social_enterprise"
    __table_args__ = (
        CheckConstraint("scheme in ('pso', 'social-enterprise-nl', 'own-list')", name="scheme"),
        CheckConstraint("length(reference) between 1 and 100", name="reference"),
        CheckConstraint("valid_from <= valid_to", name="validity"),
    )

    id: Mapped[Key]
    authority_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("merchant.id"), index=True)
    scheme: Mapped[Scheme]
    reference: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    recorded_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime]

    merchant: Mapped[Merchant] = relationship(lazy="joined", innerjoin=True)


def recognise(
    session: Session,
    by: Membership,
    merchant: Merchant,
    *,
    scheme: Scheme,
    reference: str,
    valid: Period,
    now: datetime,
) -> SocialEnterprise:
    """Write down that the officer's authority recognises this shop on these days.

    Raises:
        NameMissing: the certificate or register it rests on has no name.
        RecognisedAlready: on some of these days it was recognised before.
    """
    take_turns(session, f"social-enterprise:{by.organisation_id}:{merchant.id}")
    mine = select(SocialEnterprise).where(
        SocialEnterprise.authority_id == by.organisation_id,
        SocialEnterprise.merchant_id == merchant.id,
        SocialEnterprise.valid_from <= valid.to_on,
        SocialEnterprise.valid_to >= valid.from_on,
    )
    if session.scalars(mine).first() is not None:
        raise RecognisedAlready(merchant.id)
    recognised = SocialEnterprise(
        authority_id=by.organisation_id,
        merchant=merchant,
        scheme=scheme,
        reference=check_name(reference),
        valid_from=valid.from_on,
        valid_to=valid.to_on,
        recorded_by_id=by.person_id,
        recorded_at=now,
    )
    session.add(recognised)
    session.flush()
    return recognised


def shops(session: Session, authority_id: UUID) -> list[Merchant]:
    """What can be recognised: every shop of the programmes this authority runs, by name."""
    return list(
        session.scalars(
            select(Merchant)
            .where(
                Merchant.id.in_(
                    select(MerchantProgramme.merchant_id)
                    .join(Programme, Programme.id == MerchantProgramme.programme_id)
                    .where(Programme.operator_id == authority_id)
                )
            )
            .order_by(Merchant.name, Merchant.id)
        )
    )


def get_shop(session: Session, authority_id: UUID, merchant_id: UUID) -> Merchant:
    """One of them. Raises MerchantNotFound."""
    for shop in shops(session, authority_id):
        if shop.id == merchant_id:
            return shop
    raise MerchantNotFound


def of_authority(session: Session, authority_id: UUID) -> list[SocialEnterprise]:
    """What an authority recognises and recognised, the last to end first."""
    return list(
        session.scalars(
            select(SocialEnterprise)
            .where(SocialEnterprise.authority_id == authority_id)
            .order_by(SocialEnterprise.valid_to.desc(), SocialEnterprise.id)
        )
    )
