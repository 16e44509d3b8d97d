"""Writes the reference vectors beside this file: NumPy, SciPy and scikit-image as second opinion.

Run once with: python make_vectors.py   (made with numpy 2.4.6, scipy 1.17.1, scikit-image 0.26.0)

Each CSV file holds one picture, a row a line, values as the shortest text that reads back as the
same single-precision number.
"""

from pathlib import Path

import numpy as np
from scipy.ndimage import median_filter
from skimage.exposure import equalize_adapthist

HERE = Path(__file__).parent


def picture(height, width, seed):
    """Two dark fields with noise and a few spots: uneven enough to make every step matter."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width] / np.array([height, width]).reshape(2, 1, 1)
    fields = np.exp(-(((np.abs(x - 0.5) - 0.22) / 0.13) ** 2) - ((y - 0.5) / 0.3) ** 2)
    grey = 0.75 - 0.6 * fields + 0.1 * np.sin(9 * y) + random.normal(0, 0.03, x.shape)
    grey[random.random(x.shape) < 0.02] = 1
    return np.clip(grey, 0, 1).astype(np.float32)


def equalised_4096(grey):
    bins = (4095 * grey.ravel().astype(np.float32)).astype(int)
    histogram = np.bincount(bins, minlength=4096)
    filled = histogram[histogram > 0]
    step = (filled.sum() - filled[-1]) // 4096
    lut = (np.cumsum(histogram) + step // 2) // step
    lut = np.clip(np.concatenate([[0], lut[:-1]]), 0, 4096)
    result = lut[bins].reshape(grey.shape)
    return (result / result.max()).astype(np.float32)


def clahe_median_clip(grey):
    filtered = median_filter(equalize_adapthist(grey, clip_limit=0.01), size=3, mode="nearest")
    low, high = np.percentile(filtered, [2, 98])
    return ((np.clip(filtered, low, high) - low) / (high - low)).astype(np.float32)


def write(name, values):
    lines = [",".join(np.format_float_positional(v, trim="-") for v in row) for row in values]
    (HERE / name).write_text("\n".join(lines) + "\n")


for name, shape, seed in [("even", (48, 64), 1), ("uneven", (61, 75), 2)]:
    grey = picture(*shape, seed)
    write(f"{name}-grey.csv", grey)
    write(f"{name}-clahe.csv", equalize_adapthist(grey, clip_limit=0.01))
    write(f"{name}-clahe-median-clip.csv", clahe_median_clip(grey))

# The equalisation needs more than 4096 pixels to do anything.
grey = picture(96, 100, 3)
write("equalise-grey.csv", grey)
write("equalise-4096.csv", equalised_4096(grey))
