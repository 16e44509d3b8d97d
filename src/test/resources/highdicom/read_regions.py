"""Reads the zones of a Structured Report as planar regions.

usage: python read_regions.py REPORT...   (made with highdicom 0.28.2, pydicom 3.0.2)

One line a zone: tracking identifier, score, number of points, whether the line is closed, smallest
and largest column and row, SOP Instance UID of the image.
"""

import sys

import highdicom
import pydicom

for name in sys.argv[1:]:
    report = highdicom.sr.srread(name)
    groups = report.content.get_planar_roi_measurement_groups()
    for group in groups:
        region = group.roi
        points = region.value
        scores = group.get_measurements(
            name=highdicom.sr.CodedConcept("ZONE", "99BRIXIA", "Brixia zone score")
        )
        image = region.ContentSequence[0].ReferencedSOPSequence[0].ReferencedSOPInstanceUID
        low, high = points.min(axis=0), points.max(axis=0)
        print(
            group.tracking_identifier.replace(" ", "_"),
            int(scores[0].value),
            len(points),
            bool((points[0] == points[-1]).all()),
            *(f"{number:.2f}" for number in (low[0], high[0], low[1], high[1])),
            image,
        )
    print(len(groups), "regions", len(report.content.get_image_measurement_groups()), "others")
