"""YAML as people mean it: `1e-3` is a number, `no` a text, and no key is given twice.

pyyaml reads YAML 1.1, where `1e-3` is a text, `on` is true, `1:30` is 90 and `2026-01-01` a date.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

PLAIN = {
    "bool": (r"true|True|TRUE|false|False|FALSE", "tTfF"),
    "null": (r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    "int": (r"[-+]?[0-9]+", "-+0123456789"),
    "float": (
        r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?",
        "-+.0123456789",
    ),
    "merge": (r"<<", "<"),
}


class Loader(yaml.SafeLoader):
    """The scalars of YAML 1.2's core schema, without octal and hexadecimal numbers."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        if isinstance(node, yaml.MappingNode):
            self._refuse_repeated(node)
        return super().construct_mapping(node, deep)

    def _refuse_repeated(self, node: yaml.MappingNode) -> None:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"the key {key.value!r} is given twice", problem_mark=key.start_mark
                )
            if key.tag != "tag:yaml.org,2002:merge":
                seen.add(str(key.value))


def _int(loader: yaml.SafeLoader, node: yaml.Node) -> int:
    # In YAML 1.1, 010 is 8.
    return int(str(node.value))


def _float(loader: yaml.SafeLoader, node: yaml.Node) -> float:
    return float(str(node.value))


# Those of YAML 1.1 are in the base class.
Loader.yaml_implicit_resolvers = {}
for _name, (_pattern, _first) in PLAIN.items():
    Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_name}", re.compile(f"^(?:{_pattern})$"), list(_first)
    )
Loader.add_constructor("tag:yaml.org,2002:int", _int)
Loader.add_constructor("tag:yaml.org,2002:float", _float)


def parse_yaml(text: str) -> Any:
    """The document, JSON included. Raises yaml.YAMLError."""
    return yaml.load(text, Loader=Loader)
