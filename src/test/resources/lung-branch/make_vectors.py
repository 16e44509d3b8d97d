"""Writes features.csv beside this file: what EfficientNet-Lite0 sees in a pattern.

Run once with: python make_vectors.py MODEL.pth   (made with tensorflow-cpu 2.15.1)

MODEL.pth is what models/efficientnet-lite0/convert.py converts. Here the network stands as it was
published, in three colours and with its normalisation, in single precision; a second
implementation of what the product reads from the converted file.

Two lines: the means over all places of each channel after the fifth and the seventh stage.
"""

import sys
from pathlib import Path

import numpy as np
from tensorflow import keras

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[3] / "models" / "efficientnet-lite0"))
from convert import tensors  # noqa: E402

HEIGHT, WIDTH = 96, 64
BLOCKS = [
    # repeats, kernel, stride, expansion, filters
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
]


def pattern():
    """In whole numbers, so that another language gets the same."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    grey = (3 * x * x + 5 * y * y + 7 * x * y) % 251 // 2 + 60 * ((x - 30) ** 2 + (y - 40) ** 2 < 500)
    return grey.astype(np.float32)


def main(path):
    weights = tensors(path)

    def norm(x, name):
        values = [weights[f"{name}.{part}"] for part in ("weight", "bias", "running_mean", "running_var")]
        layer = keras.layers.BatchNormalization(epsilon=1e-3)
        y = layer(x)
        layer.set_weights(values)
        return y

    def conv(x, name, size, stride):
        kernel = weights[name + ".weight"].transpose(2, 3, 1, 0)
        layer = keras.layers.Conv2D(kernel.shape[-1], size, stride, "same", use_bias=False)
        y = layer(x)
        layer.set_weights([kernel])
        return y

    def depthwise(x, name, size, stride):
        layer = keras.layers.DepthwiseConv2D(size, stride, "same", use_bias=False)
        y = layer(x)
        layer.set_weights([weights[name + ".weight"].transpose(2, 3, 0, 1)])
        return y

    grey = (pattern() - 127) / 128
    inputs = keras.Input((HEIGHT, WIDTH, 3))
    x = keras.layers.ReLU(6)(norm(conv(inputs, "_conv_stem", 3, 2), "_bn0"))
    outputs = []
    index = 0
    for repeats, size, stride, expansion, filters in BLOCKS:
        for repeat in range(repeats):
            name = f"_blocks.{index}."
            y = x
            if expansion > 1:
                y = keras.layers.ReLU(6)(norm(conv(y, name + "_expand_conv", 1, 1), name + "_bn0"))
            step = stride if repeat == 0 else 1
            y = keras.layers.ReLU(6)(norm(depthwise(y, name + "_depthwise_conv", size, step), name + "_bn1"))
            y = norm(conv(y, name + "_project_conv", 1, 1), name + "_bn2")
            x = x + y if repeat > 0 else y
            index += 1
        outputs.append(x)
    model = keras.Model(inputs, [outputs[4], outputs[6]])
    seen = model(np.repeat(grey[None, ..., None], 3, -1))
    lines = [",".join(f"{value:.5f}" for value in np.mean(each, (0, 1, 2))) for each in seen]
    (HERE / "features.csv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
