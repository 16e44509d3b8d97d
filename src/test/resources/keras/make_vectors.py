"""Writes the files beside this one: what Keras 2 makes of a narrow network, and how it files it.

Run once with: python make_vectors.py   (made with tensorflow-cpu 2.15.1, h5py 3.16.0)

scores.csv, affine.csv, lungs.csv   a line for each of the three images; lungs at every 16th pixel
layout-*.tsv                        every tensor of a weight file in Keras's order: layer, name,
                                    shape and, where it is another, the network's own name
two-heads*.h5                       small files as Keras writes them, of the heads of two zones
"""

from pathlib import Path

import h5py
import numpy as np
from tensorflow import keras

import network
from network import NARROW

HERE = Path(__file__).parent
LUNG_STEP = 16


def images():
    """Two chests and a pattern, in whole numbers so that another language gets the same."""
    y, x = np.mgrid[0 : NARROW.side, 0 : NARROW.side]

    def chest(right, down):
        left_lung = 4 * (x - 40 - right) ** 2 + (y - 64 - down) ** 2 < 2500
        right_lung = 5 * (x - 88 - right) ** 2 + (y - 60 - down) ** 2 < 2500
        grey = (x + 2 * y) * 250 // 381
        return np.where(left_lung | right_lung, grey // 4, grey)

    pattern = (3 * x * x + 5 * y * y + 7 * x * y) % 251
    whole = np.stack([chest(0, 0), pattern, chest(10, -6)])[..., None]
    return whole.astype(np.float32) / np.float32(250)


def write_csv(name, rows):
    rows = np.asarray(rows).reshape(len(rows), -1)
    lines = [",".join(np.format_float_positional(v, trim="-") for v in row) for row in rows]
    (HERE / name).write_text("\n".join(lines) + "\n")


def write_layout(name, built, model):
    """From the file itself, so that nothing of it is guessed."""
    file = HERE / "layout.h5"
    model.save_weights(file)
    lines = []
    with h5py.File(file) as weights:
        for group in weights.attrs["layer_names"]:
            own = built.own_names_by_file_name(model.get_layer(group))
            for tensor in weights[group].attrs["weight_names"]:
                shape = "x".join(map(str, weights[group][tensor].shape))
                line = [group, tensor, shape]
                lines.append("\t".join(line + [own[tensor]] * (own[tensor] + ":0" != tensor)))
    file.unlink()
    (HERE / name).write_text("\n".join(lines) + "\n")


def two_heads():
    """Numbered 18 and 19, as those of the fourth network of the session."""
    picture = keras.Input((4, 4, 2))
    heads = [network.RetinaNetClassifier(2, 1, 4) for _ in range(2)]
    model = keras.Model(picture, keras.layers.Concatenate()([head(picture) for head in heads]))
    own = network.names(model.layers, None, heads)
    for variable in model.variables:
        variable.assign(network.known(own[variable.ref()], tuple(variable.shape)))
    return model


first = network.build(NARROW)
first.assign(network.lively)
scores, lungs, affine = first.everything.predict(images())
write_csv("scores.csv", scores)
write_csv("affine.csv", affine)
write_csv("lungs.csv", lungs[:, LUNG_STEP // 2 :: LUNG_STEP, LUNG_STEP // 2 :: LUNG_STEP])
write_layout("layout-first.tsv", first, first.whole)

second = network.build(NARROW)
write_layout("layout-second.tsv", second, second.whole)
write_layout("layout-second-segmentation.tsv", second, second.segmentation)
write_layout("layout-second-alignment.tsv", second, second.alignment)
third = network.build(NARROW, nested=True)
write_layout("layout-nested.tsv", third, third.whole)

heads = two_heads()
heads.save_weights(HERE / "two-heads.h5")
heads.compile("adam", "mse")
heads.save(HERE / "two-heads-model.h5")
