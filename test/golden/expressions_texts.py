"""Random texts: usual, unusual and invalid Python arithmetic."""

VARIABLES = ["epoch", "step", "lr", "base_lr", "value", "base", "x", "total_steps"]
CONSTANTS = ["pi", "e", "tau", "inf"]
EXACT = {
    "floor": 1, "ceil": 1, "trunc": 1, "fabs": 1, "sqrt": 1, "radians": 1, "degrees": 1,
    "isfinite": 1, "isinf": 1, "isnan": 1, "fmod": 2, "pow": 2,
}  # fmt: skip
INEXACT = {
    "exp": 1, "expm1": 1, "log1p": 1, "log2": 1, "log10": 1, "sin": 1, "cos": 1, "tan": 1,
    "asin": 1, "acos": 1, "atan": 1, "tanh": 1, "log": 2,
}  # fmt: skip
BUILT_IN = {"min": 4, "max": 4, "abs": 1, "pow": 2, "round": 2, "int": 1, "float": 1, "bool": 1}
MOST_INEXACT = 3  # in one text

BROKEN_NUMBERS = (
    "012 1_ 1__0 0x 0x_ 1_e5 1e 1e_5 1.5.2 0b2 0o8 1j 5._1 0_x1 _1 1._ 0or 1.e 1e5. 0x5. 1.. . "
    "1e+ 0b 00x1 09"
).split()
SPECIAL_FLOATS = (
    "0.0 0. .0 5. 1e400 1e-400 1E5 1e+3 5.e3 1_0.0_1 1_000. 0.5 1.5 2.5 -0.0 1e308 5e-324 "
    "2.2250738585072014e-308 0e0 00.5 1e1_0 1e-0 1. 9007199254740993.0 0.1 1e16 .5e1 09.5 3."
).split()
SNIPPETS = (
    "( ) () , . .. + - * / % ** // < <= > >= == != <> ! = := : ; @ ~ ^ & | << >> [ ] { } ' \" \\ "
    "# _ 0 1 . e j x 5. if else not and or in is lambda for None True False lr math. $ ? é yield "
    "await * ** -> ... `"
).split(" ") + ["\n", " ", "\t", "\\\n", "# c\n", "\f"]


class Texts:
    """Writes one random text after another."""

    def __init__(self, random):
        self.random = random
        self.parentheses = 0
        self.inexact = 0

    def one(self, choices):
        return self.random.choice(choices)

    def text(self):
        self.parentheses = 0
        self.inexact = 0
        share = self.random.random()
        if share < 0.02:
            return self.chain()
        if share < 0.03:
            depth = self.one([5, 30, 49, 50, 51, 55])
            return "(" * depth + self.expression(1) + ")" * depth
        text = self.around(self.expression(self.one([1, 2, 2, 3, 3, 4])))
        return self.broken(text) if share < 0.18 else text

    def around(self, text):
        ends = ["", "", "", "", "", "", " ", "\n", "  ", "\t", " # c", "\n\n"]
        start = self.one(["", "", "", "", "", " ", "\t", "\n"])
        return start + text + self.one(ends)

    def chain(self):
        """As many operators as allowed, and sometimes more."""
        rows = ["+", "- +", "* /", "**", "< ==", "and or", "// % +"]
        operators = [f" {word} " if word.isalpha() else word for word in self.one(rows).split()]
        words = [self.one(["1", "2", "lr", ".5", "-1", "not 1", "epoch", "3.", "1e9"])]
        for _ in range(self.one([60, 100, 150, 300, 400])):
            words.append(self.one(operators))
            words.append(self.one(["1", "1", "2", "lr", ".5", "-1", "3", "7."]))
        return "".join(words)

    def broken(self, text):
        for _ in range(self.one([1, 1, 1, 2, 3])):
            at = self.random.randrange(len(text) + 1)
            until = at + self.one([0, 0, 1, 1, 2, 5])
            text = text[:at] + self.one(SNIPPETS + [""] * 20) + text[until:]
        return text

    def expression(self, depth):
        forms = [
            (self.binary, 10), (self.unary, 3), (self.negation, 1.5), (self.comparison, 2.5),
            (self.boolean, 2), (self.conditional, 2), (self.call, 5), (self.leaf, 2),
            (self.corner, 1),
        ]  # fmt: skip
        kinds, weights = zip(*forms)
        form = self.random.choices(kinds, weights)[0] if depth > 0 else self.leaf
        if self.random.random() < 0.1:
            return self.bracketed(lambda: form(depth - 1))
        return form(depth - 1)

    def bracketed(self, inner):
        self.parentheses += 1
        text = f"({self.space()}{inner()}{self.space()})"
        self.parentheses -= 1
        return text

    def operand(self, depth):
        """Without parentheses half of the time: then the grammar determines its operator."""
        if self.random.random() < 0.3:
            return self.bracketed(lambda: self.expression(depth))
        return self.expression(depth) if self.random.random() < 0.55 else self.leaf()

    def binary(self, depth):
        operator = self.one(["+", "-", "*", "/", "//", "%", "**", "**"])
        left = self.operand(depth)
        right = self.operand(depth)
        if operator == "**" and self.random.random() < 0.7:
            right = self.one("2 3 -1 0.5 -2 10 0 100 1.5 -.5".split())
        return self.spaced(left, operator, right)

    def unary(self, depth):
        signs = [self.one("+-") for _ in range(self.one([1, 1, 1, 2, 3]))]
        return self.space().join([*signs, self.operand(depth)])

    def negation(self, depth):
        return "not" + self.blank() + self.operand(depth)

    def comparison(self, depth):
        words = [self.operand(depth)]
        for _ in range(self.one([1, 1, 1, 2, 3])):
            words.append(self.one(["<", "<=", ">", ">=", "==", "!="]))
            words.append(self.operand(depth))
        return self.spaced(*words)

    def boolean(self, depth):
        words = [self.operand(depth)]
        for _ in range(self.one([1, 1, 2])):
            words.append(self.blank() + self.one(["and", "or"]) + self.blank())
            words.append(self.operand(depth))
        return "".join(words)

    def conditional(self, depth):
        words = [self.operand(depth), "if", self.operand(depth), "else", self.operand(depth)]
        return "".join(word + self.blank() for word in words[:-1]) + words[-1]

    def call(self, depth):
        table = self.one([BUILT_IN, EXACT, INEXACT])
        if table is INEXACT and self.inexact >= MOST_INEXACT:
            table = EXACT
        name = self.one(list(table))
        self.inexact += table is INEXACT
        if name == "round" and self.random.random() < 0.5:
            digits = self.one("0 1 2 3 -1 -2 17 True 1.0 400".split())
            return f"round({self.operand(depth)},{self.space()}{digits})"
        prefix = "math." if self.random.random() < (0.02 if table is BUILT_IN else 0.5) else ""
        arguments = [self.argument(depth) for _ in range(self.count(name, table[name]))]
        comma = "," if arguments and self.random.random() < 0.03 else ""
        return prefix + name + self.bracketed(lambda: f",{self.space()}".join(arguments) + comma)

    def count(self, name, most):
        """The number of arguments: sometimes a wrong one."""
        if self.random.random() < 0.03:
            return self.one([0, 1, 2, 3])
        if name in ("min", "max"):
            return self.random.randint(2, most)
        return self.random.randint(1, most) if name in ("round", "log") else most

    def corner(self, _depth):
        """A text that depends on the last bit of a number, or on a keyword's neighbour."""
        unit = self.one([0.1, 0.3, 1e-3, 1 / 3, 0.7, 1e300, 5e-324, self.random.random()])
        tie = self.random.randrange(-999, 999) / self.one([2, 4, 8, 16, 32])
        return self.one([
            f"{self.hard_int()} / {self.hard_int()}",
            f"{self.hard_int()} / {self.random.randrange(1, 10**17)}",
            f"{self.random.randrange(1, 99)} / {2**1023 + self.random.randrange(2**1022) * 2:#x}",
            f"{self.hard_int()} * 1. - {self.hard_int()}",
            self.one(["0", "00", "0.", "0b1", "1"]) + self.one(["or ", "and ", "if 1else "]) + "2",
            f"{unit * self.random.randrange(10**4)!r} {self.one(['//', '%'])} {unit!r}",
            f"round({tie}, {self.random.randrange(4)})",
            f"round({tie})",
            f"round({self.random.randrange(10**6) * 5}, {self.random.randrange(-5, 1)})",
            f"round({self.random.randrange(10**6)}e-{self.random.randrange(9)}5, 4)",
        ])  # fmt: skip

    def hard_int(self):
        """Near a power of two, of any size, where ints and floats differ."""
        near = 2 ** self.random.randrange(50, 1023) + self.one([-3, -1, 0, 1, 3])
        middle = (2**53 + self.one([1, 3, 5])) << self.random.randrange(900)
        return hex(self.one([near, middle, near // 3, middle + 1]))

    def argument(self, depth):
        self.parentheses += 1
        text = self.expression(depth) if self.random.random() < 0.6 else self.leaf()
        self.parentheses -= 1
        return text

    def spaced(self, *words):
        return "".join(word + self.space() for word in words[:-1]) + words[-1]

    def space(self):
        choices = [" "] * 8 + [""] * 6 + ["  ", "\t"]
        if self.parentheses and self.random.random() < 0.05:
            choices = ["\n", "\n  ", " # c\n", "\r\n"]
        if self.random.random() < 0.01:
            choices = ["\\\n", " \\\n  ", "\f"]
        return self.one(choices)

    def blank(self):
        """The space between a keyword and its neighbours, sometimes empty."""
        return self.space() if self.random.random() < 0.03 else " "

    def leaf(self, _depth=0):
        share = self.random.random()
        if share < 0.4:
            return self.one(VARIABLES)
        if share < 0.45:
            return self.one(["", "math."]) + self.one(CONSTANTS)
        if share < 0.48:
            return self.one(["True", "False"])
        if share < 0.483:
            return self.one(BROKEN_NUMBERS)
        return self.int() if share < 0.75 else self.float()

    def int(self):
        size = self.one([1] * 8 + [2, 2, 2, 2, 3, 3, 3, 5, 5, 10, 16, 17, 25, 60, 308])
        number = self.random.randrange(10**size)
        form = self.one(["{}"] * 12 + "{:_} {:#x} {:#X} {:#o} {:#b} {:#_x}".split())
        return self.one([form.format(number)] * 20 + "0 00 0_0 1 0x_1F 0B1".split())

    def float(self):
        number = self.random.random() * 10.0 ** self.one([0, 0, 0, 1, 2, 3, -3, 20, -300, 300])
        digits = self.one([1, 2, 3, 5, 17])
        return self.one([f"{number:.{digits}g}", repr(number), self.one(SPECIAL_FLOATS)])


def settings(random):
    """The values of the variables: a common case, an edge case, and a random one."""
    names = ["epoch", "lr", "base_lr", "value", "base", "x", "total_steps"]
    rate = [10 ** random.uniform(-6, 0) for _ in range(4)]
    return [
        dict(zip(names, [17, 0.1, 0.5, 0.9, 0.95, 3, 100])),
        dict(zip(names, [0, 0.0, 1e300, -0.0, 1e-310, 0, 1])),
        dict(zip(names, [random.randrange(10**6), *rate, random.randrange(1000), 10**6])),
    ]

