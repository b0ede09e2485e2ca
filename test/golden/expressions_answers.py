"""CPython's results for a text, and Lockstep's required results.

Lockstep refuses by design: anything but arithmetic, in any position; a call with a wrong number of
arguments, in any position; complex numbers; ints of more than 1024 bits; more than 10000
characters; parentheses more than 50 deep. It ignores white space and comments before
and after an expression, some of which are an indentation error in CPython.
"""

import ast
import builtins
import itertools
import math
import operator
import re
import struct
import sys
import warnings

MOST_CHARACTERS = 10_000
MOST_DEEP = 50
MOST_BITS = 1024
MOST_CALLS = 4  # number of functions: each combination of their ulps is tried
MOST_ULPS = 100  # above, a text tests cancellation more than functions

AROUND = re.compile(r"^(?:[ \t\f\r\n]|\\\r?\n|#[^\r\n]*(?=[\r\n]))+|[ \t\f\r\n]+$")

ALLOWED = (
    ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.Add, ast.Sub, ast.Mult,
    ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.UAdd, ast.USub, ast.Not, ast.And, ast.Or, ast.Lt,
    ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq,
)  # fmt: skip
OPERATORS = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv, ast.Mod: operator.mod, ast.Pow: operator.pow,
    ast.UAdd: operator.pos, ast.USub: operator.neg, ast.Not: operator.not_, ast.Lt: operator.lt,
    ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge, ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}  # fmt: skip
VARIABLES = {"epoch", "step", "lr", "base_lr", "value", "base", "x", "total_steps"}
CONSTANTS = {"pi", "e", "tau", "inf"}
BUILT_IN = {
    "min": (2, math.inf), "max": (2, math.inf), "abs": (1, 1), "pow": (2, 2), "round": (1, 2),
    "int": (1, 1), "float": (1, 1), "bool": (1, 1),
}  # fmt: skip
INEXACT = {
    "exp", "expm1", "log", "log1p", "log2", "log10", "sin", "cos", "tan", "asin", "acos", "atan",
    "tanh",
}  # fmt: skip
EXACT = {
    "floor", "ceil", "trunc", "fabs", "sqrt", "radians", "degrees", "isfinite", "isinf", "isnan",
    "fmod", "pow",
}  # fmt: skip
MATH = {name: (1, 1) for name in INEXACT | EXACT}
MATH |= {"log": (1, 2), "fmod": (2, 2), "pow": (2, 2)}

NAMES = {name: getattr(math, name) for name in [*MATH, *CONSTANTS] if name != "pow"}
NAMES |= {"math": math}

warnings.simplefilter("ignore")
sys.setrecursionlimit(10_000)  # the depth of the tree of a chain of operators is its length


class Refused(Exception):
    """Lockstep refuses this by design, whatever the result of CPython."""


class Unsettled(Exception):
    """A difference of one ulp in a function changes the result too much for a comparison."""


def answers(text, settings):
    """Lockstep's required results for a text, one for each setting, or None if undetermined."""
    try:
        tree = read(text)
    except (Refused, SyntaxError, ValueError):
        return ["!"] * len(settings)
    try:
        return [answer(tree, setting | {"step": setting["epoch"]}) for setting in settings]
    except Unsettled:
        return None


def read(text):
    """The tree of a text, if CPython parses it and Lockstep supports all of it."""
    if len(text) > MOST_CHARACTERS:
        raise Refused
    tree = ast.parse(AROUND.sub("", text), mode="eval")
    if depth(text) > MOST_DEEP or not is_arithmetic(tree.body):
        raise Refused
    return tree


def depth(text):
    deepest = now = 0
    for character in text:
        now += (character == "(") - (character == ")")
        deepest = max(deepest, now)
    return deepest


def is_arithmetic(node):
    if isinstance(node, ast.Name):
        return node.id in VARIABLES | CONSTANTS
    if isinstance(node, ast.Constant):
        is_large = type(node.value) is int and node.value.bit_length() > MOST_BITS
        return type(node.value) in (int, float, bool) and not is_large
    if isinstance(node, ast.Attribute):
        return is_of_math(node) and node.attr in CONSTANTS
    if isinstance(node, ast.Call):
        return is_call(node) and all(is_arithmetic(argument) for argument in node.args)
    return isinstance(node, ALLOWED) and all(map(is_arithmetic, ast.iter_child_nodes(node)))


def is_of_math(node):
    is_member = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    return is_member and node.value.id == "math"


def is_call(node):
    if node.keywords or not (isinstance(node.func, ast.Name) or is_of_math(node.func)):
        return False
    table = MATH | BUILT_IN if isinstance(node.func, ast.Name) else MATH
    least, most = table.get(name_of(node.func), (math.inf, 0))
    return least <= len(node.args) <= most


def name_of(node):
    return node.attr if isinstance(node, ast.Attribute) else node.id


def answer(tree, variables):
    """The result, and its possible difference in ulps for functions with an error of one ulp."""
    walk = Walk(variables)
    result = walk.outcome(tree)
    if not walk.is_refused:
        check(tree, variables, result)
    if len(walk.calls) > MOST_CALLS:
        raise Unsettled
    shifts = itertools.product((0, -1, 1), repeat=len(walk.calls))
    most = max(distance(result, Walk(variables, shift).outcome(tree)) for shift in shifts)
    return f"{written(result)}~{most}" if most else written(result)


def check(tree, variables, result):
    """Asserts that our walk over the tree gives CPython's own result."""
    try:
        wanted = eval(compile(tree, "", "eval"), dict(NAMES), variables)  # noqa: S307
    except Exception:  # noqa: BLE001 - any exception is a refusal
        wanted = None
    if written(wanted) != written(result):
        raise AssertionError(f"{ast.unparse(tree)}: {result} is not CPython's {wanted}")


def distance(a, b):
    if written(a) == written(b):
        return 0
    if type(a) is not float or type(b) is not float or not math.isfinite(a) or not math.isfinite(b):
        raise Unsettled
    ulps = abs(place(a) - place(b))
    if ulps > MOST_ULPS:
        raise Unsettled
    return ulps


def place(number):
    """The index of a double in the order of all doubles."""
    bits = struct.unpack(">q", struct.pack(">d", number))[0]
    return bits if bits >= 0 else -(bits & (2**63 - 1))


def written(value):
    if value is None:
        return "!"
    if isinstance(value, bool):
        return "T" if value else "F"
    if isinstance(value, int):
        return f"i{value}"
    return "nan" if math.isnan(value) else struct.pack(">d", value).hex()


class Walk:
    """Evaluates a tree by CPython's operators, with functions that are wrong by some ulps."""

    def __init__(self, variables, shifts=()):
        self.variables = variables
        self.shifts = shifts
        self.calls = []
        self.is_refused = False

    def outcome(self, tree):
        try:
            return self.value(tree.body)
        except Refused:
            self.is_refused = True
        except (ZeroDivisionError, OverflowError, ValueError, TypeError):
            pass
        return None

    def value(self, node):
        result = getattr(self, f"of_{type(node).__name__}")(node)
        if isinstance(result, complex):
            raise Refused
        if isinstance(result, int) and result.bit_length() > MOST_BITS:
            raise Refused
        return result

    def of_Constant(self, node):
        return node.value

    def of_Name(self, node):
        return self.variables[node.id] if node.id in VARIABLES else NAMES[node.id]

    def of_Attribute(self, node):
        return NAMES[node.attr]

    def of_UnaryOp(self, node):
        return OPERATORS[type(node.op)](self.value(node.operand))

    def of_BinOp(self, node):
        left, right = self.value(node.left), self.value(node.right)
        if isinstance(node.op, ast.Pow):
            forbid_large_power(left, right)
        return OPERATORS[type(node.op)](left, right)

    def of_BoolOp(self, node):
        settles = isinstance(node.op, ast.Or)
        for operand in node.values:
            value = self.value(operand)
            if bool(value) is settles:
                break
        return value

    def of_Compare(self, node):
        left = self.value(node.left)
        for op, comparator in zip(node.ops, node.comparators):
            right = self.value(comparator)
            if not OPERATORS[type(op)](left, right):
                return False
            left = right
        return True

    def of_IfExp(self, node):
        return self.value(node.body if self.value(node.test) else node.orelse)

    def of_Call(self, node):
        name = name_of(node.func)
        given = [self.value(argument) for argument in node.args]
        if isinstance(node.func, ast.Name) and name in BUILT_IN:
            return built_in(name, given)
        if name not in INEXACT:
            return getattr(math, name)(*given)
        if len(given) == 2:
            return self.shifted(math.log(given[0])) / self.shifted(math.log(given[1]))
        return self.shifted(getattr(math, name)(*given))

    def shifted(self, result):
        """A result that is a small int is exact in every implementation of the function."""
        if not math.isfinite(result) or (result.is_integer() and abs(result) < 2**20):
            return result
        self.calls.append(result)
        if len(self.calls) > len(self.shifts):
            return result
        shift = self.shifts[len(self.calls) - 1]
        return math.nextafter(result, shift * math.inf) if shift else result


def built_in(name, given):
    if name == "pow":
        forbid_large_power(*given)
    if name == "round" and len(given) == 2 and isinstance(given[1], int) and given[1] < -(10**4):
        raise Unsettled  # CPython computes that power of ten
    return getattr(builtins, name)(*given)


def forbid_large_power(base, exponent):
    if not isinstance(base, int) or not isinstance(exponent, int) or abs(base) < 2:
        return
    if exponent * (abs(base).bit_length() - 1) > MOST_BITS:
        raise Refused
