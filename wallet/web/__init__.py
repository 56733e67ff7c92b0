"""Pages, one subpackage per audience: they translate for people, and decide nothing."""

from flask import Flask

from wallet.web import (
    admin,
    authority,
    language,
    merchant,
    organiser,
    participant,
    public,
    sign_in,
    sponsor,
    till,
    treasurer,
)

AUDIENCES = (
    admin,
    authority,
    language,
    merchant,
    organiser,
    participant,
    public,
    sign_in,
    sponsor,
    till,
    treasurer,
)


def register(app: Flask) -> None:
    for audience in AUDIENCES:
        app.register_blueprint(audience.bp)
