"""EfficientDet-Lite0 (Tan, Pang & Le 2020; google/automl, efficientdet/hparams_config.py) and the MobileNetV3 embedders (Howard
et al. 2019), with random weights: how long a network takes does not depend on what it has learnt.
"""

from collections.abc import Callable
from math import log, prod

import keras
import numpy as np
from keras import layers

SEED = 2026
SIDE = 320
KINDS = 90  # of COCO, with its gaps
ANCHORS = 9  # three sizes by three shapes at every place
LEVELS = range(3, 8)
CHANNELS = 64
REPEATS = 3  # of the BiFPN, and of the convolutions in each head
# (expansion, repeats, stride of the first, kernel, channels) of EfficientNet-Lite0
STAGES = [
    (1, 1, 1, 3, 16),
    (6, 2, 2, 3, 24),
    (6, 2, 2, 5, 40),
    (6, 3, 2, 3, 80),
    (6, 3, 1, 5, 112),
    (6, 4, 2, 5, 192),
    (6, 1, 1, 3, 320),
]
SEEN = {2: 3, 4: 4, 6: 5}  # index of the stage whose last map is a level of the pyramid
RARE = -log(99)  # the bias of an anchor that shows a thing one time in a hundred


def enlivened(model: keras.Model) -> keras.Model:
    """Keras draws the weights of depthwise convolutions as if each saw all channels: what passes would fade to nothing."""
    random = np.random.default_rng(SEED)
    for layer in model.layers:
        if isinstance(layer, layers.DepthwiseConv2D | layers.SeparableConv2D):
            kernel, *others = layer.get_weights()
            spread = (2 / prod(kernel.shape[:2])) ** 0.5
            layer.set_weights([random.normal(0, spread, kernel.shape), *others])
    return model


def normalised(x, relu6: bool = True):
    x = layers.BatchNormalization(epsilon=1e-3)(x)
    return layers.ReLU(6.0)(x) if relu6 else x


def convolved(x, channels: int, kernel: int = 1, stride: int = 1, relu6: bool = True):
    x = layers.Conv2D(channels, kernel, stride, "same", use_bias=False, kernel_initializer="he_normal")(x)
    return normalised(x, relu6)


def inverted_residual(x, expansion: int, stride: int, kernel: int, channels: int):
    y = convolved(x, x.shape[-1] * expansion) if expansion > 1 else x
    y = layers.DepthwiseConv2D(kernel, stride, "same", use_bias=False)(y)
    y = convolved(normalised(y), channels, relu6=False)
    return x + y if stride == 1 and x.shape[-1] == channels else y


def trunk(image) -> list:
    """The maps of levels 3, 4 and 5."""
    x, maps = convolved(image, 32, 3, 2), []
    for index, (expansion, repeats, stride, kernel, channels) in enumerate(STAGES):
        for repeat in range(repeats):
            x = inverted_residual(x, expansion, stride if repeat == 0 else 1, kernel, channels)
        if index in SEEN:
            maps.append(x)
    return maps


def reshaped(x, shape: tuple[int, ...]):
    """Unlike keras' own layers, which ask for the size of the batch when the network runs."""
    return layers.Lambda(lambda y: keras.ops.reshape(y, shape))(x)


def resized(x, side: int):
    """A map of the pyramid's width in another size: nearest pixel or greatest of 3 x 3."""
    if x.shape[-1] != CHANNELS:
        x = convolved(x, CHANNELS, relu6=False)
    if x.shape[1] > side:
        return layers.MaxPooling2D(3, 2, "same")(x)
    if x.shape[1] == side:
        return x
    return layers.Lambda(lambda y: keras.ops.image.resize(y, (side, side), interpolation="nearest"))(x)


def fused(maps: list, side: int):
    """A node of the BiFPN: the lite networks add without weights."""
    total = layers.Add()([resized(x, side) for x in maps])
    x = layers.SeparableConv2D(CHANNELS, 3, padding="same")(layers.ReLU(6.0)(total))
    return normalised(x, relu6=False)


def bifpn(maps: list) -> list:
    """Once down and once up through the levels; every node resizes its inputs with weights of its own."""
    sides = [x.shape[1] for x in maps]
    last, down = len(maps) - 1, list(maps)
    for level in reversed(range(last)):
        down[level] = fused([maps[level], down[level + 1]], sides[level])
    up = [down[0]]
    for level in range(1, last):
        up.append(fused([maps[level], down[level], up[-1]], sides[level]))
    return [*up, fused([maps[last], up[-1]], sides[last])]


def head(maps: list, values: int, bias: float):
    """Convolutions shared by the levels, batch norms of their own; all anchors in one list."""
    shared = [layers.SeparableConv2D(CHANNELS, 3, padding="same") for _ in range(REPEATS)]
    last = layers.SeparableConv2D(
        ANCHORS * values, 3, padding="same", bias_initializer=keras.initializers.Constant(bias),
        pointwise_initializer=keras.initializers.RandomNormal(stddev=0.02),
    )  # fmt: skip
    found = []
    for x in maps:
        for convolution in shared:
            x = normalised(convolution(x))
        found.append(reshaped(last(x), (1, -1, values)))
    return layers.Concatenate(axis=1)(found)


def efficientdet_lite0() -> keras.Model:
    """image [1, 320, 320, 3] in [-1, 1] -> offsets of the anchors [1, 19206, 4], probabilities [1, 19206, 90]."""
    image = keras.Input((SIDE, SIDE, 3), 1, name="image")
    maps = trunk(image)
    for _ in LEVELS[len(maps) :]:
        maps.append(resized(maps[-1], (maps[-1].shape[1] + 1) // 2))
    for _ in range(REPEATS):
        maps = bifpn(maps)
    scores = layers.Activation("sigmoid")(head(maps, KINDS, RARE))
    return enlivened(keras.Model(image, [head(maps, 4, 0.0), scores]))


def anchors() -> list[tuple[float, float, float, float]]:
    """Centre x and y, width, height in parts of the picture, in the order of the outputs."""
    side, places = SIDE, []
    for level in LEVELS:
        cells = -(-SIDE // 2**level)
        for y in range(cells):
            for x in range(cells):
                for octave in range(3):
                    size = 3 * 2 ** (level + octave / 3) / side
                    for wide in (1, 2**0.5, 0.5**0.5):
                        places.append(((x + 0.5) / cells, (y + 0.5) / cells, size * wide, size / wide))
    return places


def embedder(network: Callable[..., keras.Model]) -> keras.Model:
    """image [1, 224, 224, 3] in [-1, 1] -> what keras.applications' MobileNetV3 classifies: 1,024 or 1,280 numbers."""
    image = keras.Input((224, 224, 3), 1, name="image")
    whole = network(input_tensor=image, weights=None, include_preprocessing=False)
    vector = next(layer for layer in whole.layers if isinstance(layer, layers.Dropout)).input
    return enlivened(keras.Model(image, reshaped(vector, (1, vector.shape[-1]))))
