"""Light, lens and compression as phones make them; a millisecond a picture or less."""

import cv2
import numpy as np


def random_light(picture: np.ndarray, rng: np.random.Generator, strength: float = 1.0) -> np.ndarray:
    """Uneven light, exposure, contrast and colour cast on an RGB uint8 picture [H, W, 3]."""
    height, width = picture.shape[:2]
    gain = np.exp(rng.normal(0, 0.16 * strength) + rng.normal(0, 0.06 * strength, 3))
    shift = rng.normal(0, 9 * strength) + rng.normal(0, 4 * strength, 3)
    table = np.clip(np.arange(256)[:, None] * gain + shift, 0, 255).astype(np.uint8)
    picture = cv2.LUT(picture, table[None])
    if rng.random() < 0.35 * strength:  # a gradient of light from one side
        corners = np.exp(rng.normal(0, 0.25, (2, 2))).astype(np.float32)
        light = cv2.resize(
            (corners * 255 / corners.max()).astype(np.uint8), (width, height), interpolation=cv2.INTER_LINEAR
        )
        picture = cv2.multiply(picture, cv2.merge([light] * 3), scale=1 / 200)
    if rng.random() < 0.1:
        grey = cv2.cvtColor(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
        picture = cv2.addWeighted(picture, 0.6, grey, 0.4, 0)  # washed-out
    return picture


def random_lens(picture: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Blur, noise or JPEG, each now and then."""
    dice = rng.random()
    if dice < 0.12:
        picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.5, 1.4))
    elif dice < 0.2:
        noise = rng.integers(0, 24, picture.shape, dtype=np.uint8)
        picture = cv2.subtract(cv2.add(picture, noise), (12.0, 12.0, 12.0, 0.0))
    if rng.random() < 0.2:
        quality = int(rng.integers(35, 90))
        packed = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
        picture = cv2.imdecode(packed, cv2.IMREAD_COLOR)
    return picture


def plain_background(size: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    """White, grey, a colour or a soft gradient: what products lie on when somebody sells them.

    size: (width, height) px -> [height, width, 3] uint8
    """
    shape = (size[1], size[0], 3)
    dice = rng.random()
    if dice < 0.3:
        return np.full(shape, 255 - int(rng.integers(0, 12)), np.uint8)
    if dice < 0.5:
        return np.full(shape, 127, np.uint8)
    corners = rng.integers(0, 256, (1, 1, 3)) + rng.integers(-50, 50, (2, 2, 3))
    return cv2.resize(corners.clip(0, 255).astype(np.uint8), size, interpolation=cv2.INTER_LINEAR)
