#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Prints the numbers of known_answers_of_models.cpp: two models, written down once more with plain loops and no derivative, and
differentiated by mpmath with central differences at 60 digits, whose error is below 1e-30. Needs mpmath.
"""
from mpmath import mp, mpf, exp, log, tanh, pi

mp.dps = 60
STEP = mpf(10) ** -18


def gradient(f, at):
    """Central differences, one coordinate after the other."""
    def moved(i, h):
        return f([v + (h if k == i else 0) for k, v in enumerate(at)])
    return [(moved(i, STEP) - moved(i, -STEP)) / (2 * STEP) for i in range(len(at))]


def generic(count, first):
    """Numbers of either sign, no two alike, exact in binary: ((37·k + first) mod 64 − 32)/32 + 1/64."""
    return [mpf((37 * (k + 1) + first) % 64 - 32) / 32 + mpf(1) / 64 for k in range(count)]


def show(name, values):
    print(name)
    for i in range(0, len(values), 4):
        print("    " + ", ".join(mp.nstr(v, 17) for v in values[i:i + 4]) + ",")


def sigmoid(x):
    return 1 / (1 + exp(-x))


def lstm_loss(numbers):
    """Two steps of a cell with 2 hidden units and 3 inputs, gates in PyTorch's order i, f, g, o; half the squared distance of h from a
    target."""
    weights, bias, inputs, h, c, target = (numbers[:40], numbers[40:48], numbers[48:54], numbers[54:56], numbers[56:58],
                                           numbers[58:60])
    for step in range(2):
        joined = inputs[3 * step:3 * step + 3] + h
        z = [bias[r] + sum(weights[5 * r + k] * joined[k] for k in range(5)) for r in range(8)]
        c = [sigmoid(z[2 + u]) * c[u] + sigmoid(z[u]) * tanh(z[4 + u]) for u in range(2)]
        h = [sigmoid(z[6 + u]) * tanh(c[u]) for u in range(2)]
    return sum((a - b) ** 2 for a, b in zip(h, target)) / 2


def mixture(numbers):
    """ADBench's log-likelihood of a Gaussian mixture with a Wishart prior, d = 2, K = 3: alphas, means, and for each component the
    logarithms of the diagonal of the triangular factor Q of its inverse covariance and the number below it."""
    alphas, means, factors, points = numbers[:3], numbers[3:9], numbers[9:18], numbers[18:]
    n, gamma, m = len(points) // 2, mpf(3) / 2, 1

    def logsumexp(terms):
        return log(sum(exp(t) for t in terms))
    total = -n * log(2 * pi) - n * logsumexp(alphas)
    for p in range(n):
        terms = []
        for k in range(3):
            dx, dy = (points[2 * p + i] - means[2 * k + i] for i in range(2))
            a, b, below = factors[3 * k:3 * k + 3]
            terms.append(alphas[k] + a + b - ((exp(a) * dx) ** 2 + (exp(b) * dy + below * dx) ** 2) / 2)
        total += logsumexp(terms)
    freedom = 2 + m + 1
    log_gamma_2 = log(pi) / 2 + mp.loggamma(mpf(freedom) / 2) + mp.loggamma(mpf(freedom - 1) / 2)
    constant = freedom * 2 * (log(gamma) - log(2) / 2) - log_gamma_2
    for k in range(3):
        a, b, below = factors[3 * k:3 * k + 3]
        total += gamma ** 2 / 2 * (exp(2 * a) + exp(2 * b) + below ** 2) - m * (a + b) - constant
    return total


if __name__ == "__main__":
    cell = generic(60, 5)
    show("LSTM loss", [lstm_loss(cell)])
    show("LSTM gradient by W, b, inputs, h, c", gradient(lstm_loss, cell)[:58])
    data = generic(18 + 10, 11)
    show("mixture", [mixture(data)])
    show("mixture gradient by alphas, means, factors", gradient(mixture, data)[:18])
