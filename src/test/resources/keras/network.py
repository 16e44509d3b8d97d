"""BS-Net in Keras 2, as its weight files know it: layer names, nesting, automatic numbers.

Written from the description in the paper (Signoroni et al. 2021) and the names of the published
code. What Keras names by itself (`stn`, `bilinear_interpolation`, `retina_net_classifier`,
`conv_block` and what is inside) comes from the classes' names, so these are the published ones.
"""

import zlib
from dataclasses import dataclass

import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

SCORE_LEVELS = [f"stage{s}_unit{u}_relu1" for s, u in [(1, 1), (2, 2), (3, 2), (4, 2)]]
BOXES = [(t, l, t + 0.4, l + 0.5) for t in (0, 0.3, 0.6) for l in (0, 0.5)]


@dataclass(frozen=True)
class Architecture:
    """Sizes of a network."""

    side: int
    stages: tuple
    decoder: tuple
    pyramid: int


PUBLISHED = Architecture(512, (64, 128, 256, 512), (32, 64, 128, 256, 16), 64)
NARROW = Architecture(128, (8, 16, 24, 32), (8, 16, 24, 32, 8), 8)


def conv(filters, size, **more):
    return layers.Conv2D(filters, size, **more)


def backbone(architecture):
    """ResNet-18 with pre-activation; ends with `relu1`."""

    def norm_relu(number, prefix=""):
        norm = layers.BatchNormalization(name=f"{prefix}bn{number}", momentum=0.99, epsilon=2e-5)
        relu = layers.Activation("relu", name=f"{prefix}relu{number}")
        return lambda x: relu(norm(x))

    def padded(x, filters, size, name, stride=1):
        x = layers.ZeroPadding2D(size // 2)(x)
        return conv(filters, size, strides=stride, use_bias=False, name=name)(x)

    image = keras.Input((architecture.side, architecture.side, 1), name="data")
    x = layers.BatchNormalization(name="bn_data", scale=False, momentum=0.99, epsilon=2e-5)(image)
    x = norm_relu(0)(padded(x, architecture.stages[0], 7, "conv0", 2))
    x = layers.MaxPooling2D(3, strides=2, name="pooling0")(layers.ZeroPadding2D(1)(x))
    for stage, filters in enumerate(architecture.stages, 1):
        for unit in (1, 2):
            prefix = f"stage{stage}_unit{unit}_"
            stride = 2 if unit == 1 and stage > 1 else 1
            active = norm_relu(1, prefix)(x)
            y = padded(active, filters, 3, prefix + "conv1", stride)
            y = padded(norm_relu(2, prefix)(y), filters, 3, prefix + "conv2")
            if unit == 1:
                shortcut = conv(filters, 1, strides=stride, use_bias=False, name=prefix + "sc")
                x = shortcut(active)
            x = layers.Add()([y, x])
    return keras.Model(image, norm_relu(1)(x))


def segmentation(architecture):
    """U-Net++ on the backbone: row 0 has its last node only."""
    encoder = backbone(architecture)

    def level(name):
        return encoder.get_layer(name).output

    rows = [[]] + [
        [level(name)]
        for name in ["relu0"] + [f"stage{stage}_unit1_relu1" for stage in (2, 3, 4)]
    ]
    beneath = [level(f"stage{stage}_unit2_relu1") for stage in (1, 2, 3)] + [level("relu1")]

    def node(row, column, lower):
        name = f"decoder_stage{row + 1}-{column}_"
        filters = architecture.decoder[row]
        up = layers.Conv2DTranspose(
            filters, 4, strides=2, padding="same", use_bias=False, name=name + "upsample"
        )
        x = layers.BatchNormalization(name=name + "bn1")(up(lower))
        x = layers.Activation("relu", name=name + "relu1")(x)
        if rows[row]:
            x = layers.Concatenate(name=f"merge_{row + 1}-{column}")([x, *rows[row]])
        x = conv(filters, 3, padding="same", use_bias=False, name=name + "conv2")(x)
        x = layers.BatchNormalization(name=name + "bn2")(x)
        return layers.Activation("relu", name=name + "relu2")(x)

    for column in range(1, 6):
        for row in range(0 if column == 5 else 1, 6 - column):
            lower = beneath[row - 1] if column == 1 else rows[row + 1][column - 1]
            rows[row].append(node(row, column, lower))
    logits = conv(1, 3, padding="same", name="final_conv")(rows[0][-1])
    lungs = layers.Activation("sigmoid", name="sigmoid")(logits)
    return keras.Model(encoder.input, lungs, name="x-resnet18")


def localisation(side):
    """The spatial transformer's layers in their order."""
    stack = [layers.MaxPooling2D(side // 128, name="locnet_input_adaptation")]
    for i in (0, 1):
        stack.append(layers.MaxPooling2D(2, name=f"locnet_pooling{i}"))
        stack.append(conv(20, 5, name=f"locnet_conv{i}"))
    stack.append(layers.Flatten(name="locnet_flatten"))
    stack.append(layers.Dense(50, name="locnet_dense"))
    stack.append(layers.Activation("relu", name="locnet_relu"))
    stack.append(layers.Dense(6, name="locnet_alignment"))
    return stack


class STN(layers.Layer):
    """From the mask to six numbers."""

    def __init__(self, side, **base):
        super().__init__(**base)
        self.side = side
        self.blocks = localisation(side)

    def call(self, mask, training=True):
        for block in self.blocks:
            mask = block(mask, training=training)
        return mask

    def get_config(self):
        return {**super().get_config(), "side": self.side}


class BilinearInterpolation(layers.Layer):
    """Reads a picture through an affine map, points at 0.5 (x + 1) times the width."""

    def __init__(self, output_side, **base):
        super().__init__(**base)
        self.output_side = output_side

    def call(self, inputs):
        picture, affine = inputs
        line = tf.linspace(-1.0, 1.0, self.output_side)
        grid = tf.stack([*map(tf.reshape, tf.meshgrid(line, line), 2 * [[-1]])])
        grid = tf.concat([grid, tf.ones_like(grid[:1])], axis=0)
        points = tf.reshape(affine, (-1, 2, 3)) @ grid
        side = picture.shape[1]
        at = 0.5 * (points + 1.0) * float(side)
        truncated = tf.cast(at, tf.int32)
        low = tf.clip_by_value(truncated, 0, side - 1)
        high = tf.clip_by_value(truncated + 1, 0, side - 1)
        high_weight, low_weight = at - tf.cast(low, tf.float32), tf.cast(high, tf.float32) - at
        result = 0.0
        for y, y_weight in [(low, low_weight), (high, high_weight)]:
            for x, x_weight in [(low, low_weight), (high, high_weight)]:
                index = tf.stack([y[:, 1], x[:, 0]], axis=-1)
                weight = y_weight[:, 1] * x_weight[:, 0]
                result += weight[..., None] * tf.gather_nd(picture, index, batch_dims=1)
        return tf.reshape(result, (-1, self.output_side, self.output_side, picture.shape[3]))

    def get_config(self):
        return {**super().get_config(), "output_side": self.output_side}


class ConvBlock(keras.Model):
    """Convolution, normalisation, swish."""

    def __init__(self, width):
        super().__init__()
        self.conv = conv(width, 3, padding="same")
        self.bn = layers.BatchNormalization()
        self.activation = layers.Activation(tf.nn.swish)

    def call(self, x, training=True):
        return self.activation(self.bn(self.conv(x), training=training))


class RetinaNetClassifier(keras.Model):
    """One zone's head, before the average."""

    def __init__(self, width, depth, grades):
        super().__init__()
        self.sizes = {"width": width, "depth": depth, "grades": grades}
        self.feature_extractors = [ConvBlock(width) for _ in range(depth)]
        self.score_regressor = conv(grades, 3, padding="same")

    def call(self, x, training=True):
        for block in self.feature_extractors:
            x = block(x, training=training)
        return self.score_regressor(x)

    def get_config(self):
        return self.sizes


class UpsampleLike(layers.Layer):
    """Resizes the first to the second's sides."""

    def call(self, inputs):
        picture, like = inputs
        return tf.image.resize(picture, like.shape[1:3])


def zones(features):
    """Six boxes of every picture, `[6 N, h, h, C]`."""
    side, channels = features.shape[1], features.shape[3]

    def of_one(picture):
        return tf.image.crop_and_resize(
            picture[None], tf.constant(BOXES, tf.float32), 6 * [0], (side, side)
        )

    cut = layers.Lambda(lambda batch: tf.map_fn(of_one, batch))(features)
    return tf.reshape(cut, (-1, side, side, channels))


def pyramid(levels, filters):
    """Joins four levels from the finest to the coarsest; gives the coarsest."""

    def same(name, count, size=3):
        return conv(count, size, padding="same", name=name)

    def swish(name, x):
        return layers.Activation(tf.nn.swish, name=name + "_swish")(x)

    first, *middle, last = levels
    x = same("C1_reduced", filters, 1)(first)
    x = UpsampleLike(name="P1_upsampled")([x, middle[0]])
    x = swish("P1", same("P1", filters)(x))
    for i, level in enumerate(middle):
        following = [*middle, last][i + 1]
        reduced = same(f"Cmid{i}_reduced", filters << i, 1)(level)
        x = layers.Add(name=f"Pmid{i}_merged")([x, reduced])
        x = UpsampleLike(name=f"Pmid{i}_upsampled")([x, following])
        x = swish(f"Pmid{i}", same(f"Pmid{i}", filters << (i + 1))(x))
    x = layers.Add(name="P5_merged")([x, same("C5_reduced", filters << 2, 1)(last)])
    return swish("P5", same("P5", filters << 3)(x))


def score(architecture, features, affine, aligned):
    """Probabilities `[N, 3, 2, 4]` from features and alignment, and the six heads."""
    pooled = []
    for feature in features:
        side = feature.shape[1]
        x = BilinearInterpolation(side)([feature, affine])
        x = tf.multiply(x, tf.image.resize(aligned, (side, side)))
        pooled.append(zones(tf.reshape(x, (-1, side, side, feature.shape[3]))))
    top = pyramid(pooled, architecture.pyramid)
    by_zone = tf.reshape(top, (-1, 6, *top.shape[1:]))
    heads = [RetinaNetClassifier(8, 3, 4) for _ in range(6)]
    said = []
    for i, head in enumerate(heads):
        mean = layers.GlobalAveragePooling2D()(head(by_zone[:, i]))
        said.append(layers.Activation("softmax")(mean))
    return tf.reshape(tf.stack(said, axis=1), (-1, 3, 2, 4)), heads


@dataclass
class Network:
    """One session's models that share their layers, and the network's own names of its variables."""

    whole: keras.Model
    segmentation: keras.Model
    alignment: keras.Model
    everything: keras.Model
    names: dict

    def assign(self, value):
        """Sets every variable to value(name, shape)."""
        for variable, name in zip(self.whole.variables, self.own_names()):
            variable.assign(value(name, tuple(variable.shape)))

    def own_names(self):
        return [self.own_name(variable) for variable in self.whole.variables]

    def own_name(self, variable):
        return self.names[variable.ref()]

    def own_names_by_file_name(self, layer):
        """By a variable's name in Keras, within one layer of the outermost level."""
        return {variable.name: self.own_name(variable) for variable in layer.weights}


def build(architecture, nested=False):
    """A network in the present session.

    nested: whether the segmentation is one layer of the whole, `x-resnet18`, with its layers inside.
    """
    lungs_model = segmentation(architecture)
    levels = [lungs_model.get_layer(name).output for name in SCORE_LEVELS]
    image, lungs = lungs_model.input, lungs_model.output
    if nested:
        image = keras.Input(image.shape[1:])
        inner = keras.Model(lungs_model.input, [lungs, *levels], name="x-resnet18")
        lungs, *levels = inner(image)
    stn = STN(architecture.side)
    affine = stn(lungs)
    aligned = BilinearInterpolation(architecture.side, name="alignmnet_segmentation")(
        [lungs, affine]
    )
    probabilities, heads = score(architecture, levels, affine, aligned)
    whole = keras.Model(image, probabilities)
    everything = keras.Model(image, [probabilities, lungs, affine])
    mask = keras.Input((architecture.side, architecture.side, 1))
    moved = BilinearInterpolation(architecture.side, name="alignmnet_segmentation")(
        [mask, stn(mask)]
    )
    alignment = keras.Model(mask, moved)
    plain = whole.layers + lungs_model.layers
    return Network(whole, lungs_model, alignment, everything, names(plain, stn, heads))


def names(plain, stn, heads):
    """What the network calls each variable: by the layers' objects, not by Keras's numbers."""
    found = {}

    def add(layer, name):
        for variable in layer.weights:
            found[variable.ref()] = name + "/" + variable.name.split("/")[-1].split(":")[0]

    for layer in plain:
        add(layer, layer.name)
    for block in stn.blocks if stn else []:
        add(block, "stn/" + block.name)
    for i, head in enumerate(heads):
        own = "retina_net_classifier" + (f"_{i}" if i else "")
        for j, block in enumerate(head.feature_extractors):
            add(block.conv, f"{own}/conv_block_{j}/conv2d")
            add(block.bn, f"{own}/conv_block_{j}/batch_normalization")
        add(head.score_regressor, f"{own}/conv2d")
    return found


def known(name, shape):
    """The value that the tests' KnownWeights gives a variable, bit by bit."""
    weight = name.split("/")[-1]
    size = int(np.prod(shape))
    limit = np.sqrt(6.0 * shape[-1] / size)
    low, high = {
        "gamma": (0.7, 1.3),
        "moving_variance": (0.5, 2),
        "moving_mean": (-0.3, 0.3),
        "bias": (-0.2, 0.2),
        "beta": (-0.2, 0.2),
    }.get(weight, (-limit, limit))
    x = np.arange(size, dtype=np.uint32) * np.uint32(0x9E3779B1)
    x = x + np.uint32(zlib.crc32(name.encode()))
    x = (x ^ (x >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    x = (x ^ (x >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    x = x ^ (x >> np.uint32(16))
    uniform = (x >> np.uint32(8)).astype(np.float64) / (1 << 24)
    return (low + (high - low) * uniform).astype(np.float32).reshape(shape)


def lively(name, shape):
    """Known values with which lungs are neither all nor nothing and the alignment is near 1."""
    value = known(name, shape)
    if name == "final_conv/kernel":
        return value * np.float32(4)
    if name == "stn/locnet_alignment/kernel":
        return value * np.float32(0.0625)
    if name == "stn/locnet_alignment/bias":
        start = np.float32(0.875) * np.array([1, 0, 0, 0, 1, 0], np.float32)
        return value * np.float32(0.5) + start
    return value
