"""Random texts: Python arithmetic as people write it, as nobody writes it, and broken."""

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
MOST_INEXACT = 3  # in one text: each may be an ulp off, and every combination is tried

BROKEN_NUMBERS = [
    "012", "1_", "1__0", "0x", "0x_", "1_e5", "1e", "1e_5", "1.5.2", "0b2", "0o8", "1j", "5._1",
    "0_x1", "_1", "1._", "0or", "1.e", "1e5.", "0x5.", "1..", ".", "1e+", "0b", "00x1", "09",
]  # fmt: skip
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

    def text(self):
        self.parentheses = 0
        self.inexact = 0
        share = self.random.random()
        if share < 0.02:
            return self.chain()
        if share < 0.03:
            depth = self.random.choice([5, 30, 49, 50, 51, 55])
            return "(" * depth + self.expression(1) + ")" * depth
        text = self.around(self.expression(self.random.choice([1, 2, 2, 3, 3, 4])))
        return self.broken(text) if share < 0.18 else text

    def around(self, text):
        ends = ["", "", "", "", "", "", " ", "\n", "  ", "\t", " # c", "\n\n"]
        start = self.random.choice(["", "", "", "", "", " ", "\t", "\n"])
        return start + text + self.random.choice(ends)

    def chain(self):
        """As many operators as fit, and now and then more."""
        operators = self.random.choice(
            [["+"], ["-", "+"], ["*", "/"], ["**"], ["<", "=="], [" and ", " or "], ["//", "%", "+"]]
        )
        words = [self.random.choice(["1", "2", "lr", ".5", "-1", "not 1", "epoch", "3.", "1e9"])]
        for _ in range(self.random.choice([60, 100, 150, 300, 400])):
            words.append(self.random.choice(operators))
            words.append(self.random.choice(["1", "1", "2", "lr", ".5", "-1", "3", "7."]))
        return "".join(words)

    def broken(self, text):
        for _ in range(self.random.choice([1, 1, 1, 2, 3])):
            at = self.random.randrange(len(text) + 1)
            until = at + self.random.choice([0, 0, 1, 1, 2, 5])
            text = text[:at] + self.random.choice(SNIPPETS + [""] * 20) + text[until:]
        return text

    def expression(self, depth):
        if depth <= 0:
            return self.leaf()
        forms = [
            (self.binary, 10), (self.unary, 3), (self.negation, 1.5), (self.comparison, 2.5),
            (self.boolean, 2), (self.conditional, 2), (self.call, 5), (self.leaf, 2),
        ]  # fmt: skip
        form = self.random.choices([form for form, _ in forms], [weight for _, weight in forms])[0]
        text = form() if form == self.leaf else form(depth - 1)
        return self.bracketed(lambda: text) if self.random.random() < 0.3 else text

    def bracketed(self, inner):
        self.parentheses += 1
        text = f"({self.space()}{inner()}{self.space()})"
        self.parentheses -= 1
        return text

    def operand(self, depth):
        """Bare half of the time: what it is then an operand of is for the grammar to say."""
        if self.random.random() < 0.45:
            return self.bracketed(lambda: self.expression(depth))
        return self.expression(depth) if self.random.random() < 0.4 else self.leaf()

    def binary(self, depth):
        operator = self.random.choice(["+", "-", "*", "/", "//", "%", "**", "**"])
        left = self.operand(depth)
        right = self.operand(depth)
        if operator == "**" and self.random.random() < 0.7:
            right = self.random.choice(["2", "3", "-1", "0.5", "-2", "10", "0", "100", "1.5", "-.5"])
        return self.spaced(left, operator, right)

    def unary(self, depth):
        signs = [self.random.choice("+-") for _ in range(self.random.choice([1, 1, 1, 2, 3]))]
        return self.space().join([*signs, self.operand(depth)])

    def negation(self, depth):
        return "not" + self.blank() + self.operand(depth)

    def comparison(self, depth):
        words = [self.operand(depth)]
        for _ in range(self.random.choice([1, 1, 1, 2, 3])):
            words.append(self.random.choice(["<", "<=", ">", ">=", "==", "!="]))
            words.append(self.operand(depth))
        return self.spaced(*words)

    def boolean(self, depth):
        words = [self.operand(depth)]
        for _ in range(self.random.choice([1, 1, 2])):
            words.append(self.blank() + self.random.choice(["and", "or"]) + self.blank())
            words.append(self.operand(depth))
        return "".join(words)

    def conditional(self, depth):
        words = [self.operand(depth), "if", self.operand(depth), "else", self.operand(depth)]
        return "".join(word + self.blank() for word in words[:-1]) + words[-1]

    def call(self, depth):
        table = self.random.choice([BUILT_IN, EXACT, INEXACT])
        if table is INEXACT and self.inexact >= MOST_INEXACT:
            table = EXACT
        name = self.random.choice(list(table))
        most = table[name]
        self.inexact += (2 if name == "log" else 1) if table is INEXACT else 0
        count = most
        if most > 1 and name not in ("pow", "fmod"):
            count = self.random.randint(2 if most > 2 else 1, most)
        if self.random.random() < 0.03:
            count = self.random.choice([0, 1, 2, 3])
        if self.random.random() < (0.5 if table is not BUILT_IN else 0.02):
            name = f"math.{name}"
        if name == "round" and count == 2:
            digits = self.random.choice(["0", "1", "2", "3", "-1", "-2", "17", "True", "1.0", "400"])
            return f"round({self.operand(depth)},{self.space()}{digits})"
        comma = "," if count and self.random.random() < 0.03 else ""
        arguments = [self.argument(depth) for _ in range(count)]
        return name + self.bracketed(lambda: f",{self.space()}".join(arguments) + comma)

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
        return self.random.choice(choices)

    def blank(self):
        """What parts a keyword from its neighbours, now and then nothing at all."""
        return self.space() if self.random.random() < 0.03 else " "

    def leaf(self):
        share = self.random.random()
        if share < 0.4:
            return self.random.choice(VARIABLES)
        if share < 0.45:
            return self.random.choice(["", "math."]) + self.random.choice(CONSTANTS)
        if share < 0.48:
            return self.random.choice(["True", "False"])
        if share < 0.483:
            return self.random.choice(BROKEN_NUMBERS)
        return self.int() if share < 0.75 else self.float()

    def int(self):
        size = self.random.choice([1, 1, 1, 2, 2, 3, 5, 10, 16, 17, 25, 60, 200, 308])
        number = self.random.randrange(10**size)
        form = self.random.choice(["{}"] * 12 + ["{:_}", "{:#x}", "{:#X}", "{:#o}", "{:#b}", "{:#_x}"])
        return self.random.choice([form.format(number)] * 20 + ["0", "00", "0_0", "1", "0x_1F", "0B1"])

    def float(self):
        digits = self.random.choice([1, 2, 3, 5, 17])
        number = self.random.random() * 10.0 ** self.random.choice([0, 0, 0, 1, 2, 3, -3, 20, -300, 300])
        special = [
            "0.0", "0.", ".0", "5.", "1e400", "1e-400", "1E5", "1e+3", "5.e3", "1_0.0_1", "1_000.",
            "0.5", "1.5", "2.5", "-0.0", "1e308", "5e-324", "2.2250738585072014e-308", "0e0", "00.5",
            "1e1_0", "1e-0", "1.", "9007199254740993.0", "0.1", "1e16", ".5e1", "09.5", "3.",
        ]  # fmt: skip
        return self.random.choice([f"{number:.{digits}g}", repr(number), self.random.choice(special)])


def settings(random):
    """What the variables are: a common case, a cornered one, and a random one."""
    names = ["epoch", "lr", "base_lr", "value", "base", "x", "total_steps"]
    rate = [10 ** random.uniform(-6, 0) for _ in range(4)]
    return [
        dict(zip(names, [17, 0.1, 0.5, 0.9, 0.95, 3, 100])),
        dict(zip(names, [0, 0.0, 1e300, -0.0, 1e-310, 0, 1])),
        dict(zip(names, [random.randrange(10**6), *rate, random.randrange(1000), 10**6])),
    ]

