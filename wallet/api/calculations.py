"""How a calculation reads in an answer: each line can be done again."""

from marshmallow import Schema, fields

from wallet.api.fields import Cents
from wallet.social_return.calculations import Rule


class LineAnswer(Schema):
    """`result = base x numerator / denominator + plus`, half a cent up, at most `most`."""

    rule = fields.Enum(Rule, by_value=True)
    name = fields.String()
    source = fields.String()
    base_cents = Cents(attribute="base")
    numerator = fields.Integer()
    denominator = fields.Integer()
    plus_cents = Cents(attribute="plus")
    most_cents = Cents(attribute="most", allow_none=True)
    result_cents = Cents(attribute="result")
