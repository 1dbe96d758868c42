"""The networks as LiteRT files, what browsers compute with: the same arithmetic as the ONNX files, twice as fast there.

The graphs are those of onnx_files.py, layer by layer. A detector's file has a signature for each of its sizes, all on the
same weights. Weights of big layers are stored as int8 per output channel in front of a Dequantize, which the runtime does
once, while loading; computing is float32 throughout.
"""

from pathlib import Path

import numpy as np
import torch
from torch import nn

from detector_model import MAX_EXPONENT, MIN_EXPONENT, SIZES, Detector, cells
from embedder_model import Embedder
from inverted_residuals import Block, Conv, Trunk
from litert_graph import Graph, LiteRtFile, Op
from storage import as_stored

SHORTCUT = "shortcut"  # in the name of every sum around a block


def conv(graph: Graph, x: int, layer: Conv | nn.Identity) -> int:
    if isinstance(layer, nn.Identity):
        return x
    return graph.convolved(x, layer, layer.relu6, same=True)


def block(graph: Graph, x: int, layer: Block) -> int:
    y = conv(graph, conv(graph, conv(graph, x, layer.expand), layer.depthwise), layer.project)
    return graph.named(SHORTCUT, graph.plus(y, x)) if layer.shortcut else y


def trunk(graph: Graph, x: int, network: Trunk) -> int:
    x = conv(graph, x, network.stem)
    for layer in network.blocks:
        x = block(graph, x, layer)
    return conv(graph, x, network.last)


def sequence(graph: Graph, x: int, layers: nn.Sequential) -> int:
    """Convolutions with batch norms folded in, each perhaps with a ReLU6 behind it."""
    flat = [layer for layer in layers.modules() if isinstance(layer, (nn.Conv2d, nn.ReLU6))]
    for index, layer in enumerate(flat):
        if isinstance(layer, nn.Conv2d):
            x = graph.convolved(x, layer, isinstance((flat + [None])[index + 1], nn.ReLU6), same=False)
    return x


def pyramid(graph: Graph, x: int, network: Trunk) -> list[int]:
    """As Trunk.pyramid."""
    maps, x = [], conv(graph, x, network.stem)
    for index, layer in enumerate(network.blocks):
        if index in network.reducing:
            x = conv(graph, x, layer.expand)
            maps.append(x)
            x = conv(graph, conv(graph, x, layer.depthwise), layer.project)
        else:
            x = block(graph, x, layer)
    return [*maps, x]


def heads(graph: Graph, maps: list[int], networks: nn.ModuleList, values: int) -> int:
    """-> [1, N, values]."""
    found = [sequence(graph, x, head) for x, head in zip(maps, networks, strict=True)]
    flat = [graph.reshaped(x, (1, graph.shape(x)[1] * graph.shape(x)[2], values)) for x in found]
    return graph.joined(flat, 1)


def detector_signature(file: LiteRtFile, size: tuple[int, int], network: Detector, slope, shift) -> None:
    """As onnx_files.DetectorGraph at one size, (width, height) px."""
    width, height = size
    graph = Graph(file, f"{width}x{height}")
    image = graph.input("image", (1, height, width, 3))
    laterals = zip(pyramid(graph, graph.normalised(image), network.trunk), network.lateral, strict=True)
    c3, c4, c5 = (sequence(graph, x, layer) for x, layer in laterals)
    p4 = sequence(graph, graph.joined([c4, graph.doubled(c5)], 3), network.down_path[0])
    p3 = sequence(graph, graph.joined([c3, graph.doubled(p4)], 3), network.down_path[1])
    p4 = sequence(graph, graph.joined([p4, sequence(graph, p3, network.reduce[0])], 3), network.up_path[0])
    p5 = sequence(graph, graph.joined([c5, sequence(graph, p4, network.reduce[1])], 3), network.up_path[1])
    maps = [p3, p4, p5]
    kinds = network.classify[0][-1].out_channels
    logits = graph.plus(graph.times(heads(graph, maps, network.classify, kinds), slope), shift)
    exponents = graph.clamped(heads(graph, maps, network.regress, 4), MIN_EXPONENT, MAX_EXPONENT)
    centres, strides = cells([graph.shape(x)[1:3] for x in maps])
    reach = strides[:, None] * torch.tensor([-1.0, -1.0, 1.0, 1.0])
    distances = graph.times(graph.add(Op.EXP, [exponents], graph.shape(exponents), "ExpOptions"), reach[None].numpy())
    graph.output("boxes", graph.plus(distances, centres.repeat(1, 2)[None].numpy()))
    graph.output("scores", graph.add(Op.LOGISTIC, [logits], graph.shape(logits)))


def detector_to_litert(network: Detector, slope, shift, path: Path, precision: str) -> None:
    """network: with batch norms folded, weights as they are stored; slope, shift: of the calibration, one a kind."""
    file = LiteRtFile(precision)
    for size in SIZES:
        detector_signature(file, size, network, slope, shift)
    file.write(path)


def embedder_to_litert(network: Embedder, temperature: float, side: int, path: Path, precision: str) -> None:
    """network: with weights as they are stored. As onnx_files.EmbedderGraph."""
    file = LiteRtFile(precision)
    graph = Graph(file, f"{side}x{side}")
    image = graph.input("image", (1, side, side, 3))
    features = graph.mean(trunk(graph, graph.normalised(image), network.trunk))
    vector = graph.unit(graph.dense(features, network.embed))
    by_vector = as_stored(network.names_of_vector(), precision)
    logits = graph.plus(graph.dense(features, network.classify), graph.dense(vector, by_vector))
    logits = graph.flat(graph.times(logits, np.float32(1 / temperature)))
    graph.output("embedding", graph.flat(vector))
    graph.output("probabilities", graph.softmax(logits))
    file.write(path)
