"""Pages, one subpackage per audience: they translate for people, and decide nothing."""

from flask import Flask

from wallet.web import language, participant, public, sign_in, till

AUDIENCES = (language, participant, public, sign_in, till)


def register(app: Flask) -> None:
    for audience in AUDIENCES:
        app.register_blueprint(audience.bp)
