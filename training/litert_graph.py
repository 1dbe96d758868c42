"""LiteRT files (`.tflite`), operator by operator. Maps are NHWC, shapes are fixed.

The format: github.com/tensorflow/tensorflow/blob/master/tensorflow/compiler/mlir/lite/schema/schema.fbs.
"""

from pathlib import Path

import flatbuffers
import numpy as np
from ai_edge_litert import schema_py_generated as schema
from torch import nn

from storage import in_int8, is_stored_small

Op, Type, Padding = schema.BuiltinOperator, schema.TensorType, schema.Padding
Activation = schema.ActivationFunctionType
FORMAT = 3
DEQUANTIZE_VERSIONS = {"fp32": 1, "int8": 2, "fp16": 3}  # of the operator, that take weights stored so
SHORTEST = 1e-24  # squared length that is divided by, as torch.nn.functional.normalize


class LiteRtFile:
    """Signatures on shared weights. precision: how big weights are stored; the network's must already be so."""

    def __init__(self, precision: str):
        self.precision = precision
        self.buffers = [schema.BufferT()]  # the first is what tensors without data point to
        self.codes: list[int] = []
        self.shared: dict[bytes, int] = {}
        self.graphs: list[Graph] = []

    def buffer(self, array: np.ndarray) -> int:
        """Index of the buffer with these bytes; equal ones are kept once."""
        content = np.ascontiguousarray(array).tobytes()
        if content not in self.shared:
            self.shared[content] = len(self.buffers)
            self.buffers.append(schema.BufferT(data=np.frombuffer(content, np.uint8)))
        return self.shared[content]

    def code(self, operator: int) -> int:
        if operator not in self.codes:
            self.codes.append(operator)
        return self.codes.index(operator)

    def version(self, operator: int) -> int:
        """Of the operator; WebGPU knows no later ones."""
        return DEQUANTIZE_VERSIONS[self.precision] if operator == Op.DEQUANTIZE else 1

    def write(self, path: Path) -> None:
        codes = [
            schema.OperatorCodeT(deprecatedBuiltinCode=min(op, 127), builtinCode=op, version=self.version(op))
            for op in self.codes
        ]
        model = schema.ModelT(
            version=FORMAT, description="tongkuan", operatorCodes=codes, buffers=self.buffers,
            subgraphs=[graph.subgraph for graph in self.graphs],
            signatureDefs=[graph.signature(index) for index, graph in enumerate(self.graphs)],
        )  # fmt: skip
        builder = flatbuffers.Builder(1 << 24)
        builder.Finish(model.Pack(builder), b"TFL3")
        path.write_bytes(bytes(builder.Output()))


class Graph:
    """One signature, named like `320x480`: its methods add an operator and give the index of the tensor it computes."""

    def __init__(self, file: LiteRtFile, name: str):
        self.file, self.name = file, name
        self.inputs, self.outputs = {}, {}
        self.subgraph = schema.SubGraphT(tensors=[], inputs=[], outputs=[], operators=[], name=name)
        file.graphs.append(self)

    def shape(self, tensor: int) -> tuple[int, ...]:
        return tuple(self.subgraph.tensors[tensor].shape)

    def tensor(self, shape, type_: int = Type.FLOAT32, buffer: int = 0, quantization=None) -> int:
        tensors = self.subgraph.tensors
        tensors.append(
            schema.TensorT(
                shape=[int(side) for side in shape], type=type_, buffer=buffer, hasRank=True,
                name=f"{self.name}/{len(tensors)}", quantization=quantization,
            )
        )  # fmt: skip
        return len(tensors) - 1

    def constant(self, array: np.ndarray) -> int:
        array = np.asarray(array)
        type_ = {"float32": Type.FLOAT32, "int32": Type.INT32}[array.dtype.name]
        return self.tensor(array.shape, type_, self.file.buffer(array))

    def weight(self, array: np.ndarray, big: bool) -> int:
        """Weights [out, ...]; big ones as the file stores them, behind a Dequantize."""
        if not big or self.file.precision == "fp32":
            return self.constant(array)
        if self.file.precision == "fp16":
            small = self.tensor(array.shape, Type.FLOAT16, self.file.buffer(array.astype(np.float16)))
        else:
            small = self.in_int8(array)
        return self.add(Op.DEQUANTIZE, [small], array.shape)

    def in_int8(self, array: np.ndarray) -> int:
        """With a scale for each output channel."""
        whole, scale = in_int8(array, tuple(range(1, array.ndim)))
        quantization = schema.QuantizationParametersT(
            scale=scale.ravel(), zeroPoint=np.zeros(len(array), np.int64), quantizedDimension=0
        )
        return self.tensor(array.shape, Type.INT8, self.file.buffer(whole), quantization)

    def add(self, operator: int, inputs: list[int], shape, kind: str | None = None, **options) -> int:
        """kind: of the options, as the format names it, if the operator has any."""
        out = self.tensor(shape)
        settings = getattr(schema, f"{kind}T")() if kind else None
        for key, value in options.items():
            setattr(settings, key, value)
        self.subgraph.operators.append(
            schema.OperatorT(
                opcodeIndex=self.file.code(operator), inputs=inputs, outputs=[out],
                builtinOptionsType=getattr(schema.BuiltinOptions, kind) if kind else 0, builtinOptions=settings,
            )
        )  # fmt: skip
        return out

    def named(self, what: str, tensor: int) -> int:
        self.subgraph.tensors[tensor].name += f"-{what}"
        return tensor

    def input(self, name: str, shape) -> int:
        index = self.tensor(shape)
        self.inputs[name] = index
        self.subgraph.inputs = [*self.inputs.values()]
        return index

    def output(self, name: str, tensor: int) -> None:
        self.outputs[name] = tensor
        self.subgraph.outputs = [*self.outputs.values()]

    def signature(self, index: int):
        def maps(tensors: dict[str, int]):
            return [schema.TensorMapT(name=name, tensorIndex=tensor) for name, tensor in tensors.items()]

        return schema.SignatureDefT(
            inputs=maps(self.inputs), outputs=maps(self.outputs), signatureKey=self.name, subgraphIndex=index
        )

    def binary(self, operator: int, kind: str, x: int, other: np.ndarray | int) -> int:
        """other: a tensor or numbers of the same shape, or that broadcast to it."""
        other = other if isinstance(other, int) else self.constant(np.asarray(other, np.float32))
        return self.add(operator, [x, other], self.shape(x), kind)

    def plus(self, x: int, other: np.ndarray | int) -> int:
        return self.binary(Op.ADD, "AddOptions", x, other)

    def times(self, x: int, other: np.ndarray) -> int:
        return self.binary(Op.MUL, "MulOptions", x, other)

    def clamped(self, x: int, least: float, most: float) -> int:
        x = self.binary(Op.MAXIMUM, "MaximumMinimumOptions", x, np.float32(least))
        return self.binary(Op.MINIMUM, "MaximumMinimumOptions", x, np.float32(most))

    def joined(self, tensors: list[int], axis: int) -> int:
        shape = list(self.shape(tensors[0]))
        shape[axis] = sum(self.shape(tensor)[axis] for tensor in tensors)
        return self.add(Op.CONCATENATION, tensors, shape, "ConcatenationOptions", axis=axis)

    def reshaped(self, x: int, shape) -> int:
        target = self.constant(np.asarray(shape, np.int32))
        return self.add(Op.RESHAPE, [x, target], shape, "ReshapeOptions", newShape=list(shape))

    def flat(self, x: int) -> int:
        """One place as [1, C]."""
        return self.reshaped(x, (1, self.shape(x)[3]))

    def doubled(self, x: int) -> int:
        """Twice as high and wide, by the nearest pixel."""
        one, height, width, channels = self.shape(x)
        size = self.constant(np.asarray([height * 2, width * 2], np.int32))
        shape = (one, height * 2, width * 2, channels)
        return self.add(Op.RESIZE_NEAREST_NEIGHBOR, [x, size], shape, "ResizeNearestNeighborOptions")

    def mean(self, x: int) -> int:
        """Over the map, which keeps one place."""
        axes = self.constant(np.asarray([1, 2], np.int32))
        return self.add(Op.MEAN, [x, axes], (1, 1, 1, self.shape(x)[3]), "ReducerOptions", keepDims=True)

    def convolved(self, x: int, conv: nn.Conv2d, relu6: bool, same: bool) -> int:
        """same: TensorFlow's padding; else the convolution's own, which at stride 2 is another."""
        kernel, stride, depthwise = conv.kernel_size[0], conv.stride[0], conv.groups > 1
        own = not same and stride > 1
        if own:
            x = self.padded(x, conv.padding[0])
        sides = [(side - kernel) // stride + 1 if own else -(-side // stride) for side in self.shape(x)[1:3]]
        weight = conv.weight.detach().numpy()
        weight = weight.transpose(1, 2, 3, 0) if depthwise else weight.transpose(0, 2, 3, 1)
        inputs = [x, self.weight(weight, is_stored_small(conv)), self.constant(conv.bias.detach().numpy())]
        kind = {"operator": Op.DEPTHWISE_CONV_2D, "kind": "DepthwiseConv2DOptions", "depthMultiplier": 1}
        return self.add(
            inputs=inputs, shape=(1, *sides, conv.out_channels), strideW=stride, strideH=stride,
            padding=Padding.VALID if own else Padding.SAME,
            fusedActivationFunction=Activation.RELU6 if relu6 else Activation.NONE,
            **(kind if depthwise else {"operator": Op.CONV_2D, "kind": "Conv2DOptions"}),
        )  # fmt: skip

    def padded(self, x: int, by: int) -> int:
        one, height, width, channels = self.shape(x)
        edges = self.constant(np.asarray([[0, 0], [by, by], [by, by], [0, 0]], np.int32))
        return self.add(Op.PAD, [x, edges], (one, height + 2 * by, width + 2 * by, channels), "PadOptions")

    def dense(self, x: int, layer: nn.Linear) -> int:
        """Of one place, as a convolution: WebGPU takes no stored weights of other layers."""
        bias = np.zeros(layer.out_features, np.float32) if layer.bias is None else layer.bias.detach().numpy()
        weight = self.weight(layer.weight.detach().numpy()[:, None, None], is_stored_small(layer))
        shape = (1, 1, 1, layer.out_features)
        return self.add(Op.CONV_2D, [x, weight, self.constant(bias)], shape, "Conv2DOptions", strideW=1, strideH=1)

    def softmax(self, x: int) -> int:
        return self.add(Op.SOFTMAX, [x], self.shape(x), "SoftmaxOptions", beta=1.0)

    def unit(self, x: int) -> int:
        """Of length 1, in one place. Not the operator for it: WebGPU lacks that."""
        axis = self.constant(np.asarray([3], np.int32))
        squares = self.binary(Op.MUL, "MulOptions", x, x)
        length = self.add(Op.SUM, [squares, axis], (1, 1, 1, 1), "ReducerOptions", keepDims=True)
        length = self.binary(Op.MAXIMUM, "MaximumMinimumOptions", length, np.float32(SHORTEST))
        return self.binary(Op.MUL, "MulOptions", x, self.add(Op.RSQRT, [length], (1, 1, 1, 1)))

    def normalised(self, image: int) -> int:
        """0..255 -> -1..1."""
        return self.plus(self.times(image, np.float32(1 / 127.5)), np.float32(-1))
