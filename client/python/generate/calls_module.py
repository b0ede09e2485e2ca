"""`lockstep/_calls.py`: the description of each call of the document."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

HEADER = '''"""Every call of the API.

Written by `python -m generate` from openapi/openapi.json: do not edit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lockstep._call import Call

if TYPE_CHECKING:
    from lockstep import types

'''

METHODS = ("get", "put", "post", "patch", "delete")
SCHEMAS = "#/components/schemas/"


def calls_module(document: Mapping[str, Any]) -> str:
    """The text of the module, before it is formatted."""
    schemas = document["components"]["schemas"]
    calls = [
        _description(method, path, operation, schemas)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method in METHODS
    ]
    return HEADER + "\n\n".join(calls) + "\n"


def snake_case(name: str) -> str:
    """`putOptimizer` is `put_optimizer`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def _description(
    method: str, path: str, operation: Mapping[str, Any], schemas: Mapping[str, Any]
) -> str:
    name = operation["operationId"]
    answers = dict(_answers(operation))
    answer = " | ".join(dict.fromkeys(_type(schema) for schema in answers.values()))
    fields = {
        "operation": name,
        "method": method.upper(),
        "path": path,
        "answers": {status: _required(schema, schemas) for status, schema in answers.items()},
        "query": _parameters(operation, "query"),
        "joined": tuple(
            parameter["name"]
            for parameter in operation.get("parameters", [])
            if parameter.get("explode") is False
        ),
        "headers": _parameters(operation, "header"),
        **_body(operation, schemas),
    }
    given = ", ".join(f"{key}={value!r}" for key, value in fields.items() if value != ())
    return f"{snake_case(name).upper()}: Call[{answer}] = Call({given})"


def _answers(operation: Mapping[str, Any]) -> Iterator[tuple[int, Mapping[str, Any] | None]]:
    """The schema of each success by its status, None for an answer without a body."""
    for status, response in operation["responses"].items():
        if status.startswith("2"):
            content = response.get("content", {})
            yield int(status), content["application/json"]["schema"] if content else None


def _type(schema: Mapping[str, Any] | None) -> str:
    return "None" if schema is None else f"types.{_name(schema)}"


def _required(schema: Mapping[str, Any] | None, schemas: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields that an answer always has: of a union, those that all of its members have."""
    if schema is None:
        return ()
    target = schemas[_name(schema)]
    if "anyOf" not in target:
        return tuple(target["required"])
    first, *others = [_required(member, schemas) for member in target["anyOf"]]
    return tuple(field for field in first if all(field in other for other in others))


def _parameters(operation: Mapping[str, Any], place: str) -> tuple[str, ...]:
    return tuple(
        parameter["name"]
        for parameter in operation.get("parameters", [])
        if parameter["in"] == place
    )


def _body(operation: Mapping[str, Any], schemas: Mapping[str, Any]) -> Mapping[str, Any]:
    if "requestBody" not in operation:
        return {}
    schema = schemas[_name(operation["requestBody"]["content"]["application/json"]["schema"])]
    if schema.get("additionalProperties") is False:
        return {"body": tuple(schema["properties"])}
    return {"whole": True}


def _name(schema: Mapping[str, Any]) -> str:
    reference: str = schema["$ref"]
    return reference.removeprefix(SCHEMAS)
