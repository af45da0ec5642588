"""Writes math-golden.json: high-precision values of the functions of sim-core/random/portable-math.ts and
special-functions.ts.

Everything is computed with Python's decimal module at 110 digits, never with the platform's libm. A row is
[arguments…, value, remainder]: `value` is the exact result rounded to float64, and `remainder` what the
rounding took away, in units in the last place of `value`; so an error can be stated in fractions of an ulp.

    python3 test/oracles/make-math-golden.py
"""

import json
import math
import pathlib
import random
from decimal import Decimal, getcontext
from fractions import Fraction

getcontext().prec = 110
chance = random.Random(20240229)
SMALLEST = 5e-324
LARGEST = 1.7976931348623157e308


def row(arguments, exact):
    value = float(exact)
    if math.isinf(value):
        return [*arguments, "Infinity" if value > 0 else "-Infinity", 0]
    remainder = (exact - Decimal(value)) / Decimal(math.ulp(value))
    return [*arguments, value, round(float(remainder), 4)]


def anywhere():
    """A positive float64 of any magnitude, subnormals included."""
    return math.ldexp(1 + chance.random(), chance.randint(-1074, 1023))


def around(values):
    return [n for v in values for n in (math.nextafter(v, -math.inf), v, math.nextafter(v, math.inf))]


def near_one(count):
    return [1 + chance.choice((-0.5, 1)) * chance.random() * 2.0 ** -chance.randint(0, 51) for _ in range(count)]


def logarithms():
    xs = [anywhere() for _ in range(300)] + near_one(250)
    xs += [chance.uniform(0.5, 2) for _ in range(150)]
    xs += [chance.randint(1, 2**32 - 1) / 2**32 for _ in range(100)]
    xs += [SMALLEST * chance.randint(1, 2**40) for _ in range(50)]
    xs += around([0.5, 1.0, 2.0, 2.0**-1022, math.sqrt(0.5), math.sqrt(2), math.e, 10.0])
    xs += [SMALLEST, LARGEST, 3.0, 1e-300, 1e300]
    return [row([x], Decimal(x).ln()) for x in xs]


def exponentials():
    xs = [chance.uniform(-745, 709.78) for _ in range(300)]
    xs += [chance.uniform(-1, 1) for _ in range(200)]
    xs += [chance.choice((-1, 1)) * 2.0 ** -chance.uniform(0, 60) for _ in range(100)]
    xs += [chance.uniform(-745.1, -708) for _ in range(100)]
    xs += around([(k + 0.5) * math.log(2) for k in (-1074, -1023, -1022, -1021, -54, -2, -1, 0, 1, 53, 1022, 1023)])
    xs += around([0.0, 1.0, -1.0, 709.782712893384, -745.1332191019411, -708.3964185322641])
    return [row([x], Decimal(x).exp()) for x in xs]


def power(x, n):
    exact = Fraction(x) ** n
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def integer_powers():
    pairs = [(chance.uniform(0.5, 2), chance.randint(-60, 60)) for _ in range(150)]
    pairs += [(chance.uniform(-10, 10), chance.randint(-12, 12)) for _ in range(100)]
    pairs += [(float(chance.randint(2, 9)), chance.randint(0, 16)) for _ in range(60)]
    pairs += [(2.0, n) for n in (-1074, -1073, -1023, -1022, -1, 0, 1, 52, 1023)]
    return [row([x, n], power(x, n)) for x, n in pairs]


def real_powers():
    pairs = [(10 ** chance.uniform(-3, 3), chance.uniform(-10, 10)) for _ in range(200)]
    pairs += [(chance.uniform(0, 1), 1 / chance.uniform(0.3, 4)) for _ in range(100)]
    pairs += [(float(chance.randint(2, 10**6)), -chance.uniform(0.5, 2)) for _ in range(100)]
    return [row([x, y], (Decimal(y) * Decimal(x).ln()).exp()) for x, y in pairs]


def log1ps():
    xs = [chance.choice((-0.9, 1)) * 2.0 ** -chance.uniform(0, 70) for _ in range(150)]
    xs += [10 ** chance.uniform(0, 300) for _ in range(30)] + [-0.5, 1.0, -1 + 2.0**-53]
    return [row([x], (1 + Decimal(x)).ln()) for x in xs]


def expm1s():
    xs = [chance.choice((-1, 1)) * 2.0 ** -chance.uniform(0, 70) for _ in range(150)]
    xs += [chance.uniform(-60, 709) for _ in range(50)] + [1.0, -1.0, -40.0]
    return [row([x], Decimal(x).exp() - 1) for x in xs]


def bernoulli(count):
    """B(0) … B(2 count) as fractions, by the recurrence."""
    numbers = [Fraction(1)]
    for m in range(1, 2 * count + 1):
        numbers.append(-sum(math.comb(m + 1, k) * numbers[k] for k in range(m)) / (m + 1))
    return numbers


def arctangent_of_inverse(n):
    total = term = Decimal(1) / n
    k = 1
    while abs(term) > Decimal(10) ** -115:
        term /= -n * n
        k += 2
        total += term / k
    return total


PI = 4 * (4 * arctangent_of_inverse(5) - arctangent_of_inverse(239))
BERNOULLI = bernoulli(40)


def log_gamma(x):
    shift = Decimal(1)
    y = Decimal(x)
    while y < 80:
        shift *= y
        y += 1
    series = sum(
        Decimal(BERNOULLI[2 * k].numerator) / BERNOULLI[2 * k].denominator / (2 * k * (2 * k - 1)) / y ** (2 * k - 1)
        for k in range(1, 41)
    )
    return (y - Decimal("0.5")) * y.ln() - y + (2 * PI).ln() / 2 + series - shift.ln()


def log_gammas():
    xs = [chance.uniform(0.02, 30) for _ in range(80)] + [10 ** chance.uniform(1, 4) for _ in range(20)]
    xs += [0.5, 1.5, 3.0, 10.0, 11.0, 21.0, 201.0]
    return [row([x], log_gamma(x)) for x in xs]


def normal_below(x):
    total, term, k = Decimal(0), x, 0
    while abs(term) > Decimal(10) ** -112:
        total += term / (2 * k + 1)
        k += 1
        term *= -x * x / 2 / k
    return Decimal("0.5") + total / (2 * PI).sqrt()


def normal_quantile(p):
    """Newton's method; the secant of the last steps is exact to far more digits than a float64 has."""
    x = Decimal(0)
    lower, upper = Decimal(-10), Decimal(10)
    for _ in range(200):
        below = normal_below(x)
        lower, upper = (x, upper) if below < p else (lower, x)
        step = (below - p) * (2 * PI).sqrt() * (x * x / 2).exp()
        following = x - step
        if abs(step) < Decimal(10) ** -40:
            return following
        x = following if lower < following < upper else (lower + upper) / 2
    raise ArithmeticError(f"no quantile found for {p}")


def normal_quantiles():
    ps = [chance.uniform(0, 1) for _ in range(40)] + [10 ** -chance.uniform(1, 18) for _ in range(25)]
    ps += [0.001, 0.01, 0.05, 0.075, 0.25, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999]
    return [row([p], normal_quantile(Decimal(p))) for p in ps]


def main():
    data = {
        "provenance": "test/oracles/make-math-golden.py: Python decimal, 110 digits; no libm",
        "columns": "arguments, value rounded to float64, (exact - value) / ulp(value)",
        "log": logarithms(),
        "exp": exponentials(),
        "integerPower": integer_powers(),
        "realPower": real_powers(),
        "log1p": log1ps(),
        "expm1": expm1s(),
        "logGamma": log_gammas(),
        "normalQuantile": normal_quantiles(),
    }
    parts = ",\n".join(
        f"{json.dumps(name)}: "
        + (json.dumps(part) if isinstance(part, str) else "[\n" + ",\n".join(map(json.dumps, part)) + "\n]")
        for name, part in data.items()
    )
    pathlib.Path(__file__).with_name("math-golden.json").write_text("{\n" + parts + "\n}\n")


main()
