"""What every resource is made of: a blueprint that takes no bomb for a JSON body."""

from typing import Any

import flask_smorest
from apispec.ext.marshmallow.common import resolve_schema_instance
from marshmallow import Schema, ValidationError
from webargs.flaskparser import FlaskParser


class BodyParser(FlaskParser):
    """Python's JSON parser fails in more ways than by JSONDecodeError; all are the sender's fault.

    A thousand brackets deep it raises RecursionError, on a number of 4,300 digits ValueError.
    """

    def load_json(self, req: Any, schema: Schema) -> Any:
        try:
            return super().load_json(req, schema)
        except (RecursionError, ValueError) as error:
            raise ValidationError({"json": ["Too deep, or a number too long."]}) from error


class Blueprint(flask_smorest.Blueprint):
    """Of one resource."""

    ARGUMENTS_PARSER = BodyParser()

    def arguments(self, schema: Any, **how: Any) -> Any:
        """Make the schema once: making it for each request takes as long as reading the body."""
        return super().arguments(resolve_schema_instance(schema), **how)
