"""Pages, one subpackage per audience: they translate for people, and decide nothing."""

from flask import Flask

from wallet.web import language, public, sign_in

AUDIENCES = (language, public, sign_in)


def register(app: Flask) -> None:
    for audience in AUDIENCES:
        app.register_blueprint(audience.bp)
