"""Writes numerics.json.gz: results of some CPython functions, and of correctly rounded ones.

Run it on x86-64 with fused multiply-add, where Python uses glibc 2.36, and gmpy2 is
installed (it brings MPFR, which rounds correctly): python test/golden/numerics.py

Every function has one line of doubles, each as the 16 hex digits of its bits: arguments, result,
arguments, result and so on. A third are hard cases: for a correctly rounded function the results
nearest to a tie between two doubles, out of many more; for CPython's functions those where the
result is not the nearest double.
"""

import gzip
import json
import math
import pathlib
import platform
import random
import struct

import gmpy2

POINTS = 2400
HARD = POINTS // 3
DRAWS = 100_000

EXACT = gmpy2.context(precision=300, emax=10**6, emin=-(10**6))
DOUBLE = gmpy2.ieee(64)

draw = random.Random(20260822)


def double(bits):
    return struct.unpack(">d", bits.to_bytes(8, "big"))[0]


def hexadecimal(value):
    return struct.pack(">d", value).hex()


def sign():
    return draw.choice((-1, 1))


def spread(least, greatest):
    """A number whose logarithm is evenly distributed."""
    return math.exp(draw.uniform(math.log(least), math.log(greatest)))


def any_double():
    value = double(draw.getrandbits(64))
    return value if math.isfinite(value) else any_double()


def angle():
    steps = draw.randrange(1, 5000)
    near_zero = draw.randrange(1, 130_000) * (math.pi / 2)
    return draw.choice(
        (
            lambda: math.pi * draw.randrange(2 * steps) / steps,
            lambda: draw.uniform(-1e5, 1e5),
            lambda: sign() * draw.uniform(0, 7),
            lambda: sign() * spread(1e-9, 1),
            lambda: math.nextafter(near_zero, draw.choice((0, math.inf, near_zero))),
            lambda: sign() * spread(1e5, 1e20),
            any_double,
        )
    )()


def exponent():
    return draw.choice(
        (
            lambda: draw.uniform(-745.2, 709.8),
            lambda: draw.uniform(-5, 5),
            lambda: sign() * spread(1e-17, 1),
            lambda: draw.randrange(-700, 700) / draw.randrange(1, 100),
            lambda: draw.uniform(-745.2, -708),
            any_double,
        )
    )()


def positive():
    return draw.choice(
        (
            lambda: spread(1e-307, 1e308),
            lambda: draw.uniform(0, 10),
            lambda: 1 + sign() * spread(1e-16, 0.1),
            lambda: float(draw.randrange(1, 10 ** draw.randrange(1, 16))),
            lambda: 2.0 ** draw.randrange(-1074, 1024),
            lambda: 10.0 ** draw.randrange(-300, 300),
            lambda: draw.random() * 2.0**-1022 or 1.0,
            lambda: abs(any_double()) or 1.0,
        )
    )()


def modest():
    return draw.choice(
        (
            lambda: draw.uniform(-22, 22),
            lambda: draw.uniform(-1, 1),
            lambda: sign() * spread(1e-9, 1),
            lambda: draw.randrange(-2000, 2000) / draw.randrange(1, 1000),
            lambda: sign() * draw.random() * 2.0**-1022,
            any_double,
        )
    )()


def growth():
    value = draw.choice((exponent, modest))()
    return min(value, 709.7)


# The double nearest to a zero of the cosine, and other well-known hard cases.
ANGLES = [6381956970095103 * 2.0**797, 1e22, math.pi / 2, math.pi, 1.7976931348623157e308]

FUNCTIONS = {
    "exp": (exponent, [0.0, 709.782712893384, -745.1332191019411, 2.0**-53, -(2.0**-54)]),
    "log": (positive, [1.0, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308]),
    "log2": (positive, [1.0, 8.0, 5e-324, 1.7976931348623157e308]),
    "sin": (angle, [0.0, -0.0, 5e-324, *ANGLES]),
    "cos": (angle, [0.0, -0.0, 5e-324, *ANGLES]),
    "tan": (angle, [0.0, -0.0, 5e-324, *ANGLES]),
}

CPYTHONS = {
    "expm1": (growth, [0.0, -0.0, 5e-324, 709.782712893384, -38.9, -1e300]),
    "log10": (positive, [1.0, 1000.0, 1e22, 5e-324, 1.7976931348623157e308]),
    "tanh": (modest, [0.0, -0.0, 5e-324, 21.9, 22.0, -22.1, 1e300]),
}


def exactly(name, x):
    with EXACT:
        return getattr(gmpy2, name)(gmpy2.mpfr(x))


def nearest(name, x):
    with DOUBLE:
        return float(getattr(gmpy2, name)(gmpy2.mpfr(x)))


def distance(name, x):
    """The distance of a value from the tie between two doubles, in units of their last bit."""
    value = exactly(name, x)
    if not gmpy2.is_finite(value) or value == 0:
        return 1.0
    with EXACT:
        _, mantissa = gmpy2.frexp(value)
        scaled = abs(mantissa) * 2**53
        return abs(float(scaled - gmpy2.floor(scaled)) - 0.5)


def rounded_line(name):
    arguments, special = FUNCTIONS[name]
    hard = sorted((arguments() for _ in range(DRAWS)), key=lambda x: distance(name, x))[:HARD]
    points = [*special, *hard, *(arguments() for _ in range(POINTS - HARD - len(special)))]
    return [value for x in points for value in (x, nearest(name, x))]


def power_arguments():
    steps = draw.randrange(1, 5000)
    base = spread(1e-5, 1e5)
    return draw.choice(
        (
            lambda: (draw.uniform(0.8, 1), float(draw.randrange(1000))),
            lambda: (1 - spread(1e-7, 0.1), float(draw.randrange(100_000))),
            lambda: (1 - draw.randrange(steps) / steps, draw.choice((0.5, 0.9, 1.5, 2.0, 3.0))),
            lambda: (draw.uniform(0, 10), draw.choice((2.0, 0.5, -0.5, 3.0, -1.0))),
            lambda: (spread(1e-9, 1e9), draw.uniform(-30, 30)),
            lambda: (spread(1e-300, 1e300), draw.uniform(-1.5, 1.5)),
            lambda: (1 + sign() * spread(1e-16, 1e-3), sign() * spread(1, 1e12)),
            lambda: (base, draw.uniform(-746, -707) / math.log(base)),
            lambda: (base, draw.uniform(500, 709.7) / math.log(base)),
            lambda: (draw.random() * 2.0**-1022 or 1.0, draw.uniform(-0.9, 0.9)),
            lambda: (-float(draw.randrange(1, 100)), float(draw.randrange(-100, 100))),
            lambda: (abs(any_double()) or 1.0, draw.uniform(-0.9, 0.9)),
        )
    )()


def power(x, y):
    """x ** y in C: Python raises what C rounds to infinity."""
    try:
        return math.pow(x, y)
    except OverflowError:
        return -math.inf if x < 0 and y % 2 == 1 else math.inf


def power_line():
    """With half as many additional points where the result is not the nearest double."""
    common = [power_arguments() for _ in range(POINTS)]
    rare = []
    while len(rare) < POINTS // 2:
        x, y = power_arguments()
        with DOUBLE:
            correct = float(gmpy2.mpfr(x) ** gmpy2.mpfr(y))
        if power(x, y) != correct:
            rare.append((x, y))
    return [value for x, y in common + rare for value in (x, y, power(x, y))]


def cpythons_line(name):
    """As the line of powers, with special points first."""
    arguments, special = CPYTHONS[name]
    compute = getattr(math, name)
    points = [*special, *(arguments() for _ in range(POINTS - len(special)))]
    while len(points) < POINTS + POINTS // 2:
        x = arguments()
        if compute(x) != nearest(name, x):
            points.append(x)
    return [value for x in points for value in (x, compute(x))]


def main():
    lines = {
        "pow": power_line(),
        **{name: rounded_line(name) for name in FUNCTIONS},
        **{name: cpythons_line(name) for name in CPYTHONS},
    }
    content = {
        "libc": " ".join(platform.libc_ver()),
        "points": {name: " ".join(map(hexadecimal, line)) for name, line in lines.items()},
    }
    path = pathlib.Path(__file__).with_name("numerics.json.gz")
    path.write_bytes(gzip.compress(json.dumps(content).encode(), mtime=0))
    print(f"{path.name}: {path.stat().st_size} bytes, {', '.join(lines)}")


if __name__ == "__main__":
    main()
