"""Do scores mean what they say? Calibration and its measure, in numpy.

Expected calibration error and temperature scaling: Guo et al. 2017, "On Calibration of Modern Neural Networks".
Platt scaling: Platt 1999, "Probabilistic Outputs for Support Vector Machines".
"""

import numpy as np

BINS = 15
TEMPERATURES = np.exp(np.linspace(np.log(0.3), np.log(3.0), 231))
NEWTON_STEPS, RIDGE = 50, 1e-3
SMALLEST_PROBABILITY = 1e-7
LEAST_SLOPE = 0.2  # a score that does not order answers is not turned round


def reliability(confidence: np.ndarray, right: np.ndarray, bins: int = BINS) -> list[dict]:
    """Bins of equal width over 0..1 that hold answers: {count, confidence, accuracy}, the latter two being means."""
    place = np.minimum((np.asarray(confidence) * bins).astype(int), bins - 1)
    out = []
    for index in range(bins):
        mine = place == index
        if mine.any():
            out.append({
                "count": int(mine.sum()),
                "confidence": float(np.mean(confidence[mine])),
                "accuracy": float(np.mean(right[mine])),
            })  # fmt: skip
    return out


def expected_calibration_error(confidence: np.ndarray, right: np.ndarray, bins: int = BINS) -> float:
    """Mean distance between confidence and accuracy of the bins, weighted by their answers."""
    parts = reliability(np.asarray(confidence, float), np.asarray(right, float), bins)
    total = sum(part["count"] for part in parts)
    return sum(part["count"] * abs(part["confidence"] - part["accuracy"]) for part in parts) / max(1, total)


def error_by_chance(confidence: np.ndarray, draws: int = 300) -> float:
    """The expected calibration error that so many answers show on average when every confidence is exactly the chance."""
    rng = np.random.default_rng(0)
    right = rng.random((draws, len(confidence))) < confidence
    return float(np.mean([expected_calibration_error(confidence, drawn) for drawn in right]))


def log_softmax(logits: np.ndarray) -> np.ndarray:
    shifted = logits - logits.max(1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(1, keepdims=True))


def best_temperature(logits: np.ndarray, label: np.ndarray) -> float:
    """The temperature in 0.3..3 with the least negative log-likelihood. logits [N, L] (or log-probabilities), label [N]."""
    rows = np.arange(len(label))
    losses = [-log_softmax(logits / t)[rows, label].mean() for t in TEMPERATURES]
    return float(TEMPERATURES[int(np.argmin(losses))])


def logit(probability, least: float = SMALLEST_PROBABILITY) -> np.ndarray:
    """Log-odds of probabilities, which are taken to lie from `least` to 1 - `least`."""
    p = np.clip(np.asarray(probability, float), least, 1 - least)
    return np.log(p / (1 - p))


def logistic(features: np.ndarray, hit: np.ndarray, held_to: list[float], ridge: float = RIDGE) -> np.ndarray:
    """Weights [F] with which sigmoid(features @ weights) is the chance of a hit: logistic regression by Newton's method.

    features [N, F], hit [N] bool; ridge: how firmly the weights are held to `held_to`.
    Targets are Platt's smoothed ones, so that few answers do not make a sure thing.
    """
    design, hit, held_to = np.asarray(features, float), np.asarray(hit, bool), np.array(held_to)
    high, low = (hit.sum() + 1) / (hit.sum() + 2), 1 / ((~hit).sum() + 2)
    target = np.where(hit, high, low)
    weights = held_to
    for _ in range(NEWTON_STEPS):
        p = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        gradient = design.T @ (p - target) + ridge * (weights - held_to)
        hessian = (design * (p * (1 - p))[:, None]).T @ design + ridge * np.eye(len(weights))
        step = np.linalg.solve(hessian, gradient)
        weights = weights - step * min(1.0, 5.0 / (np.abs(step).max() + 1e-12))
    return weights


def platt(logits: np.ndarray, hit: np.ndarray, ridge: float = RIDGE) -> tuple[float, float]:
    """a, b with which sigmoid(a * logit + b) is the chance of a hit.

    logits [N], hit [N] bool; ridge: how firmly a and b are held to 1 and 0.
    """
    x = np.asarray(logits, float)
    slope, shift = logistic(np.stack([x, np.ones_like(x)], 1), hit, [1.0, 0.0], ridge)
    return max(LEAST_SLOPE, float(slope)), float(shift)


def halves(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Indices of the two halves that calibration is fitted on and judged on in turn."""
    order = np.random.default_rng(0).permutation(count)
    return order[: count // 2], order[count // 2 :]
