"""`lockstep/types.py`: a TypedDict for each schema of the document."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HEADER = '''"""The JSON of requests and answers, a type for each schema of the OpenAPI document.

Written by `python -m generate` with datamodel-codegen from openapi/openapi.json: do not edit.
"""
'''

OPTIONS = [
    *("--input-file-type", "openapi"),
    *("--output-model-type", "typing.TypedDict"),
    *("--target-python-version", "3.11"),
    *("--formatters", "builtin"),
    *("--disable-timestamp", "--use-schema-description"),
    # mypy does not know the closed TypedDicts of PEP 728 yet.
    "--no-use-closed-typed-dict",
]

# A generator makes a type of its own of every text with a pattern and every number with a bound,
# with names such as Group10. Python's types cannot say these limits; the service checks them.
LIMITS = {
    *("pattern", "minLength", "maxLength", "minItems", "maxItems", "propertyNames"),
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
}


def types_module(document: Mapping[str, Any]) -> str:
    """The text of the module, before it is formatted."""
    schemas = {name: _plain(schema) for name, schema in document["components"]["schemas"].items()}
    reduced = {
        **{name: document[name] for name in ("openapi", "info")},
        "paths": {},
        "components": {"schemas": schemas},
    }
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "openapi.json"), Path(folder, "types.py")
        source.write_text(json.dumps(reduced))
        program = Path(sys.executable).with_name("datamodel-codegen")
        subprocess.run([program, *OPTIONS, "--input", source, "--output", target], check=True)
        generated = target.read_text()
    for name in _alternatives(document):
        # Only of final types does a type checker know that they have no fields of the others.
        generated = generated.replace(f"\nclass {name}(", f"\n@final\nclass {name}(")
    imports = "from __future__ import annotations\n\nfrom typing import final\n"
    return HEADER + imports + generated[generated.index("from typing import") :]


def _alternatives(document: Mapping[str, Any]) -> set[str]:
    """The schemas of calls that answer one of several, such as values or what is awaited."""
    return {
        name
        for item in document["paths"].values()
        for operation in item.values()
        for names in [_answers(operation)]
        if len(names) > 1
        for name in names
    }


def _answers(operation: Mapping[str, Any]) -> set[str]:
    return {
        response["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        for status, response in operation["responses"].items()
        if status.startswith("2") and "content" in response
    }


def _plain(schema: Any) -> Any:
    """The schema without limits. A property may have the name of one, such as `minimum`."""
    if isinstance(schema, list):
        return [_plain(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: {name: _plain(each) for name, each in value.items()}
        if key == "properties"
        else _plain(value)
        for key, value in schema.items()
        if key not in LIMITS
    }
