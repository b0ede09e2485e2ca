"""An expression of the service out of the syntax tree of a Python function."""

from __future__ import annotations

import ast
import math

from .names import Names
from .refusal import NotAnExpression
from .source import Definition

_OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)
_COMPARISONS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)
_SIGNS = (ast.UAdd, ast.USub, ast.Not)
# An assigned name that is read often makes the text grow by powers.
_MAX_NODES = 5_000
_SHOWN = 60


class Writer:
    """Copies a tree, with numbers for the names that the function reads from outside."""

    def __init__(self, epoch: str, names: Names) -> None:
        self._epoch = epoch
        self._names = names
        self._assigned: dict[str, ast.expr] = {}
        self._nodes = 0

    def definition(self, node: Definition) -> ast.expr:
        """The value that a function returns.

        Raises:
            NotAnExpression: it is not made of arithmetic.
        """
        if isinstance(node, ast.Lambda):
            return self.expression(node.body)
        return self._block(node.body)

    def _block(self, statements: list[ast.stmt]) -> ast.expr:
        if not statements:
            raise NotAnExpression("it may end without a return")
        first, rest = statements[0], statements[1:]
        match first:
            case ast.Return(value=ast.expr() as value):
                return self.expression(value)
            case ast.If(test, body, orelse):
                condition = self.expression(test)
                before = dict(self._assigned)
                then = self._block([*body, *rest])
                self._assigned = before
                return ast.IfExp(condition, then, self._block([*orelse, *rest]))
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.expr() as value):
                return self._after(name, value, rest)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                return self._after(name, value, rest)
            case ast.AugAssign(target=ast.Name(id=name), op=op, value=value):
                return self._after(name, ast.BinOp(ast.Name(name), op, value), rest)
            case ast.Expr(value=ast.Constant(value=str())) | ast.Pass() | ast.Assert():
                # An assertion that fails is found by the comparison.
                return self._block(rest)
        raise _not_arithmetic(first)

    def _after(self, name: str, value: ast.expr, rest: list[ast.stmt]) -> ast.expr:
        """The value of the statements after an assignment."""
        self._assigned[name] = self.expression(value)
        return self._block(rest)

    def expression(self, node: ast.expr) -> ast.expr:
        """A copy of the tree in the words of the service."""
        self._count()
        match node:
            case ast.Constant(value=bool() | int() | float() as value):
                return _constant(value)
            case ast.Name() | ast.Attribute():
                return self._name(node)
            case ast.BinOp(left, op, right) if isinstance(op, _OPERATORS):
                return ast.BinOp(self.expression(left), op, self.expression(right))
            case ast.UnaryOp(op, operand) if isinstance(op, _SIGNS):
                return ast.UnaryOp(op, self.expression(operand))
            case ast.BoolOp(op, values):
                return ast.BoolOp(op, [self.expression(each) for each in values])
            case ast.Compare(left, ops, others) if all(isinstance(op, _COMPARISONS) for op in ops):
                operands = [self.expression(each) for each in others]
                return ast.Compare(self.expression(left), ops, operands)
            case ast.IfExp(test, body, orelse):
                return ast.IfExp(*(self.expression(each) for each in (test, body, orelse)))
            case ast.Call(func, args, keywords=[]) if not _is_starred(args):
                name = self._names.function(self._path(func))
                return ast.Call(_dotted(name), [self.expression(each) for each in args], [])
        raise _not_arithmetic(node)

    def _name(self, node: ast.expr) -> ast.expr:
        path = self._path(node)
        if path == [self._epoch] and self._epoch not in self._assigned:
            return ast.Name("epoch")
        if path[0] in self._assigned:
            if len(path) > 1:
                raise NotAnExpression(f"it reads {'.'.join(path)}")
            value = self._assigned[path[0]]
            self._count(sum(1 for _ in ast.walk(value)))
            return value
        if path[0] == self._epoch:
            raise NotAnExpression(f"it reads {'.'.join(path)}")
        return _constant(self._names.number(path))

    def _path(self, node: ast.expr) -> list[str]:
        match node:
            case ast.Name(id=name):
                return [name]
            case ast.Attribute(value, attr):
                return [*self._path(value), attr]
        raise _not_arithmetic(node)

    def _count(self, nodes: int = 1) -> None:
        self._nodes += nodes
        if self._nodes > _MAX_NODES:
            raise NotAnExpression(f"its expression has more than {_MAX_NODES} parts")


def _constant(value: float) -> ast.expr:
    if isinstance(value, float) and math.copysign(1.0, value) < 0 or value < 0:
        return ast.UnaryOp(ast.USub(), ast.Constant(-value))
    return ast.Constant(value)


def _dotted(name: str) -> ast.expr:
    module, _, attribute = name.rpartition(".")
    return ast.Attribute(ast.Name(module), attribute) if module else ast.Name(name)


def _is_starred(args: list[ast.expr]) -> bool:
    return any(isinstance(each, ast.Starred) for each in args)


def _not_arithmetic(node: ast.expr | ast.stmt) -> NotAnExpression:
    text = ast.unparse(node).partition("\n")[0]
    if len(text) > _SHOWN:
        text = f"{text[:_SHOWN]}..."
    return NotAnExpression(f"{text!r} (line {node.lineno}) is no arithmetic of the epoch")
