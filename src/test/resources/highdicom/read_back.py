"""Reads a Segmentation and a Parametric Map and compares their pixels with what the node meant.

usage: python read_back.py FOLDER...   (made with highdicom 0.28.2, pydicom 3.0.2)

A folder has segmentation.dcm, map.dcm, segments (a byte a pixel, bit n - 1 for segment n) and
values (32 bit little endian floating point numbers). One line a folder: name, columns x rows, pixels
that differ in a segment, pixels that have a value in one of both only, largest difference, segments.
"""

import pathlib
import sys

import highdicom
import numpy
import pydicom


def segments(folder, uid):
    image = highdicom.seg.segread(folder / "segmentation.dcm")
    assert image.get_source_image_uids()[0][2] == uid
    pixels = image.get_pixels_by_source_instance([uid])[0]
    decoded = pydicom.dcmread(folder / "segmentation.dcm").pixel_array
    assert numpy.array_equal(numpy.moveaxis(decoded, 0, -1), pixels)
    meant = numpy.fromfile(folder / "segments", "u1").reshape(pixels.shape[:2])
    said = sum(pixels[:, :, n].astype("u1") << n for n in range(8))
    described = [image.get_segment_description(n) for n in image.segment_numbers]
    for one in described:
        assert one.tracking_uid and one.tracking_id == one.segment_label
        assert one.algorithm_identification.family.meaning == "Artificial Intelligence"
    return pixels.shape, int((said != meant).sum()), len(described)


def values(folder, shape):
    image = highdicom.pm.ParametricMap.from_dataset(pydicom.dcmread(folder / "map.dcm"))
    image.pixel_array  # get_frame of a floating point image needs it
    frame = image.get_frame(1, apply_real_world_transform=True)
    mapping = image.SharedFunctionalGroupsSequence[0].RealWorldValueMappingSequence[0]
    assert mapping.MeasurementUnitsCodeSequence[0].CodeValue == "{score}"
    decoded = pydicom.dcmread(folder / "map.dcm").pixel_array
    assert numpy.array_equal(decoded, frame, equal_nan=True)
    meant = numpy.fromfile(folder / "values", "<f4").reshape(shape[:2])
    either = numpy.isnan(frame) != numpy.isnan(meant)
    return int(either.sum()), float(numpy.nanmax(numpy.abs(frame - meant)))


for name in sys.argv[1:]:
    folder = pathlib.Path(name)
    uid = (folder / "source").read_text()
    shape, wrong, count = segments(folder, uid)
    missing, difference = values(folder, shape)
    print(folder.name, f"{shape[1]}x{shape[0]}", wrong, missing, f"{difference:.6f}", count)
