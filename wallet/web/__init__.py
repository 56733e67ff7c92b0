"""Pages, one subpackage per audience: they translate for people, and decide nothing."""

from flask import Flask

from wallet.web import (
    admin,
    authority,
    language,
    merchant,
    once,
    organiser,
    participant,
    public,
    sign_in,
    social_return_words,
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
    app.jinja_env.globals.update(
        line_what=social_return_words.what,
        line_how=social_return_words.how,
        once_id=once.new_id,
    )
    for audience in AUDIENCES:
        app.register_blueprint(audience.bp)
