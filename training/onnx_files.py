"""Networks as ONNX files.

Pre- and post-processing that a graph can do is in the graph: input NHWC RGB 0..255, normalisation, sigmoid, softmax,
calibration, unit length, boxes in model pixels. Weights of big layers are stored as int8 per output channel in front of a
Cast and a Mul, which any runtime folds back to float32 while loading; computing is float32 throughout.
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from storage import SMALLEST_STORED, as_stored, in_int8

OPSET = 18


class DetectorGraph(nn.Module):
    """Image [1, H, W, 3] 0..255 -> boxes [1, N, 4] in model pixels, calibrated probabilities [1, N, 14]."""

    def __init__(self, network, slope=1.0, shift=0.0):
        """slope, shift: numbers, or one of each per class."""
        super().__init__()
        self.network = network
        self.register_buffer("slope", torch.as_tensor(slope, dtype=torch.float32))
        self.register_buffer("shift", torch.as_tensor(shift, dtype=torch.float32))

    def forward(self, image):
        logits, boxes = self.network(image.permute(0, 3, 1, 2) / 127.5 - 1)
        return boxes, (logits * self.slope + self.shift).sigmoid()


class EmbedderGraph(nn.Module):
    """Image [1, side, side, 3] 0..255 -> unit vector [1, 128], calibrated probabilities [1, L]."""

    def __init__(self, network, temperature: float = 1.0, precision: str = "fp32"):
        """precision: how the weights will be stored; those of the network must already be so (storage.as_stored)."""
        super().__init__()
        self.network, self.temperature = network, temperature
        self.by_vector = as_stored(network.names_of_vector(), precision)

    def forward(self, image):
        vectors, logits = self.network(image.permute(0, 3, 1, 2) / 127.5 - 1)
        return vectors, ((logits + self.by_vector(vectors)) / self.temperature).softmax(1)


def fold_batch_norms(network: nn.Module) -> nn.Module:
    """Put every batch norm that follows a convolution in a Sequential into that convolution."""
    for module in network.modules():
        if isinstance(module, nn.Sequential):
            for index in range(len(module) - 1):
                if isinstance(module[index], nn.Conv2d) and isinstance(module[index + 1], nn.BatchNorm2d):
                    module[index] = fuse_conv_bn_eval(module[index], module[index + 1])
                    module[index + 1] = nn.Identity()
    return network


def store_small(model: onnx.ModelProto, precision: str) -> None:
    """Replace the big float32 initialisers by int8 (or float16) ones behind Cast (and Mul)."""
    graph = model.graph
    arrays = {tensor.name: tensor for tensor in graph.initializer}
    new_nodes = []
    for node in list(graph.node):
        if node.op_type not in ("Conv", "Gemm", "MatMul") or node.input[1] not in arrays:
            continue
        group = next((a.i for a in node.attribute if a.name == "group"), 1)
        transposed = node.op_type == "MatMul" or (
            node.op_type == "Gemm" and not any(a.name == "transB" and a.i for a in node.attribute)
        )
        name = node.input[1]
        weight = numpy_helper.to_array(arrays[name])
        if group != 1 or weight.size < SMALLEST_STORED:
            continue
        graph.initializer.remove(arrays[name])
        if precision == "fp16":
            graph.initializer.append(numpy_helper.from_array(weight.astype(np.float16), f"{name}.h"))
            new_nodes.append(helper.make_node("Cast", [f"{name}.h"], [name], to=TensorProto.FLOAT))
            continue
        axes = (0,) if transposed else tuple(range(1, weight.ndim))
        whole, scale = in_int8(weight, axes)
        graph.initializer.append(numpy_helper.from_array(whole, f"{name}.q"))
        graph.initializer.append(numpy_helper.from_array(scale, f"{name}.scale"))
        new_nodes.append(helper.make_node("Cast", [f"{name}.q"], [f"{name}.f"], to=TensorProto.FLOAT))
        new_nodes.append(helper.make_node("Mul", [f"{name}.f", f"{name}.scale"], [name]))
    for position, node in enumerate(new_nodes):
        graph.node.insert(position, node)


def to_onnx(graph: nn.Module, size: tuple[int, int], outputs: list[str], path: Path, precision: str) -> None:
    """size: (width, height) px of the input; a detector's file takes any other whose sides 32 divides as well."""
    image = torch.rand(1, size[1], size[0], 3) * 255
    free = None
    if isinstance(graph, DetectorGraph):
        height, width = (torch.export.Dim(name, min=2, max=32) for name in ("height", "width"))
        free = {"image": {1: 32 * height, 2: 32 * width}}
    program = torch.onnx.export(
        graph.eval(),
        (image,),
        input_names=["image"],
        output_names=outputs,
        opset_version=OPSET,
        dynamo=True,
        verbose=False,
        dynamic_shapes=free,
    )
    program.optimize()
    model = program.model_proto
    if precision != "fp32":
        store_small(model, precision)
    for node in model.graph.node:  # names and doc strings of the source would only cost bytes
        node.doc_string = ""
        node.name = ""
        del node.metadata_props[:]
    del model.graph.value_info[:]
    del model.graph.metadata_props[:]
    del model.metadata_props[:]
    del model.functions[:]
    model.doc_string, model.producer_name, model.producer_version = "", "tongkuan", ""
    onnx.checker.check_model(model, full_check=True)
    path.write_bytes(model.SerializeToString())
