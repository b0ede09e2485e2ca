"""The syntax tree of a Python function.

`inspect.getsource` returns whole lines, which often do not parse, and cannot tell two lambdas on one
line apart. The positions of the instructions can.
"""

from __future__ import annotations

import ast
import functools
import linecache
from types import CodeType, FunctionType

from .refusal import NotAnExpression

Definition = ast.Lambda | ast.FunctionDef
_Span = tuple[int, int, int, int]


def definition_of(function: FunctionType) -> Definition:
    """The innermost definition whose body contains every instruction of the function.

    Raises:
        NotAnExpression: the source cannot be read.
    """
    code = function.__code__
    tree = _tree(code.co_filename, function.__globals__)
    spans = _instructions(code)
    definitions = [each for each in ast.walk(tree) if isinstance(each, Definition)]
    named = [each for each in definitions if _is_named(each, code)]
    if spans:
        found = [each for each in named if _contains(each, spans)]
    else:
        found = [each for each in named if _is_constant(each, code)]
    if not found:
        raise NotAnExpression(f"its definition is not in {code.co_filename}")
    return max(found, key=lambda each: (each.lineno, each.col_offset))


def _tree(filename: str, module: dict[str, object]) -> ast.Module:
    lines = linecache.getlines(filename, module)
    if not lines:
        raise NotAnExpression(f"its source is not available ({filename})")
    try:
        return _parse("".join(lines))
    except (SyntaxError, ValueError):
        raise NotAnExpression(f"{filename} has changed since it was read") from None


@functools.lru_cache(maxsize=8)
def _parse(text: str) -> ast.Module:
    """The same file is wanted once for each group. Its tree is never changed."""
    return ast.parse(text)


def _instructions(code: CodeType) -> list[_Span]:
    """The places of the instructions, without those of the definition as a whole, of no width."""
    spans = set()
    for line, end_line, column, end_column in code.co_positions():
        if line is None or end_line is None or column is None or end_column is None:
            continue
        if (line, column) != (end_line, end_column):
            spans.add((line, column, end_line, end_column))
    return sorted(spans)


def _is_named(node: Definition, code: CodeType) -> bool:
    name = "<lambda>" if isinstance(node, ast.Lambda) else node.name
    return name == code.co_name


def _contains(node: Definition, spans: list[_Span]) -> bool:
    body = node.body if isinstance(node.body, list) else [node.body]
    first, last = body[0], body[-1]
    start = (first.lineno, first.col_offset)
    end = (last.end_lineno or last.lineno, last.end_col_offset or 0)
    return all(start <= span[:2] and span[2:] <= end for span in spans)


def _is_constant(node: Definition, code: CodeType) -> bool:
    """Python 3.12 has no position in `lambda epoch: 1`; others in the line with its value are equal."""
    if not isinstance(node.body, ast.Constant) or node.lineno != code.co_firstlineno:
        return False
    return node.body.value in code.co_consts
