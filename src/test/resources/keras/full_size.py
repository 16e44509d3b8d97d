"""The published network at full size: Keras's weight files and what Keras says, to compare with.

python full_size.py make FOLDER IMAGE...     weight files of all kinds, inputs, Keras's outputs
bin/brixia-node import-weights --score FOLDER/score.h5 --out MODEL     and so on, for each kind
python full_size.py compare FOLDER MODEL...  largest differences of the models from Keras

With tensorflow-cpu 2.15. Images are read as grey, resized and their histogram equalised.
"""

import sys
from pathlib import Path

import numpy as np
import tensorflow as tf
from tensorflow import keras

import network


def prepared(path, side):
    grey = tf.io.decode_image(Path(path).read_bytes(), channels=1, expand_animations=False)
    grey = tf.image.resize(tf.cast(grey, tf.float32) / 255, (side, side)).numpy()
    order = np.sort(grey.ravel())
    return (np.searchsorted(order, grey.ravel(), "right") / grey.size).reshape(grey.shape)


def inputs(paths, side):
    noise = np.random.default_rng(7).random((side, side, 1))
    return np.stack([prepared(path, side) for path in paths] + [noise]).astype(np.float32)


def frozen(built):
    for layer in built.segmentation.layers:
        layer.trainable = False
    return built


def plain_alignment(built, architecture):
    """The transformer's layers one by one, as the published code reads them."""
    alone = keras.Sequential([keras.Input((architecture.side, architecture.side, 1))])
    for block in network.localisation(architecture.side):
        alone.add(block)
    alone.set_weights(built.alignment.get_layer(index=1).get_weights())
    return alone


def make(folder, images, architecture=network.PUBLISHED):
    folder.mkdir(parents=True, exist_ok=True)
    batch = inputs(images, architecture.side)
    np.save(folder / "image.npy", batch)

    first = network.build(architecture)
    first.assign(network.lively)
    first.whole.save_weights(folder / "score.h5")
    first.segmentation.save_weights(folder / "segmentation.h5")
    first.alignment.save_weights(folder / "alignment.h5")
    plain_alignment(first, architecture).save(folder / "alignment-plain-model.h5")
    said = first.everything.predict(batch, batch_size=1)
    for name, value in zip(["scores", "lungs", "affine"], said):
        np.save(folder / f"{name}.npy", value)

    later = frozen(network.build(architecture))
    later.assign(network.lively)
    later.whole.compile("adam", "mse")
    later.whole.save(folder / "later-score-model.h5")
    later.segmentation.save(folder / "later-segmentation-model.h5")
    later.alignment.save(folder / "later-alignment-model.h5")
    again = later.everything.predict(batch, batch_size=1)
    print("Keras twice", [float(np.abs(a - b).max()) for a, b in zip(said, again)])

    nested = network.build(architecture, nested=True)
    nested.assign(network.lively)
    nested.whole.save_weights(folder / "nested-score.h5")
    nested.whole.save(folder / "nested-score-model.h5")
    describe(said)


def describe(said):
    scores, lungs, affine = said
    print("lungs", lungs.min(), lungs.mean(), lungs.max())
    print("affine", affine)
    print("scores", scores.reshape(len(scores), 6, 4).round(3))


def compare(folder, models):
    image = tf.constant(np.load(folder / "image.npy"))
    expected = {name: np.load(folder / f"{name}.npy") for name in ["scores", "lungs", "affine"]}
    for model in models:
        serve = tf.saved_model.load(str(model)).signatures["serving_default"]
        parts = [serve(image=image[i : i + 1]) for i in range(len(image))]
        for name, value in expected.items():
            got = np.concatenate([part[name].numpy() for part in parts]).reshape(value.shape)
            print(f"{model} {name}: {np.abs(got - value).max():.3g}")


if __name__ == "__main__":
    command, folder, *rest = sys.argv[1:]
    if command == "make":
        make(Path(folder), rest)
    else:
        compare(Path(folder), rest)
