package org.brixianode.report.pmap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.dicom.DerivedUid;
import org.brixianode.report.module.DerivedImage;
import org.brixianode.report.module.SourceObject;
import org.brixianode.study.Orientation;

/**
 * The plane of the image, which a Parametric Map must have (PS3.3 A.75). A radiograph seldom has a
 * frame of reference; the map then has one of its own, whose origin is the first pixel and whose
 * axes are those of Patient Orientation (0020,0020).
 *
 * @param frameOfReferenceUid (0020,0052)
 * @param position (0020,0032)
 * @param directions (0020,0037)
 */
record Plane(String frameOfReferenceUid, List<String> position, List<String> directions) {

    private static final int AXES = 3;

    static Plane of(SourceObject source, Orientation orientation) {
        Optional<String> frame = source.text(Tag.FrameOfReferenceUID);
        List<String> position = numbers(source, Tag.ImagePositionPatient, AXES);
        List<String> directions = numbers(source, Tag.ImageOrientationPatient, 2 * AXES);
        if (frame.isPresent() && !position.isEmpty() && !directions.isEmpty()) {
            return new Plane(frame.get(), position, directions);
        }
        List<String> axes = new ArrayList<>(axis(orientation.row()));
        axes.addAll(axis(orientation.column()));
        return new Plane(
                DerivedUid.of("frame of reference", source.ref().sopInstanceUid()),
                List.of("0", "0", "0"),
                axes);
    }

    /** All values of an attribute, or none if one is missing. */
    private static List<String> numbers(SourceObject source, int tag, int count) {
        List<String> values =
                IntStream.range(0, count)
                        .mapToObj(index -> source.value(tag, index))
                        .flatMap(Optional::stream)
                        .toList();
        return values.size() == count ? values : List.of();
    }

    /** A direction in the patient: x to the left, y to the back, z to the head. */
    private static List<String> axis(char direction) {
        int at = "LPH".indexOf(direction);
        int opposite = "RAF".indexOf(direction);
        return Stream.of(0, 1, 2).map(i -> i == at ? "1" : i == opposite ? "-1" : "0").toList();
    }

    void writeFrameOfReference(Attributes target) {
        DerivedImage.frameOfReference(frameOfReferenceUid, target);
    }

    /** Plane Position (Patient) (PS3.3 C.7.6.16.2.3). */
    void writePosition(Attributes frame) {
        Attributes item = new Attributes();
        frame.newSequence(Tag.PlanePositionSequence, 1).add(item);
        item.setString(Tag.ImagePositionPatient, VR.DS, position.toArray(String[]::new));
    }

    /** Plane Orientation (Patient) (PS3.3 C.7.6.16.2.4). */
    void writeOrientation(Attributes shared) {
        Attributes item = new Attributes();
        shared.newSequence(Tag.PlaneOrientationSequence, 1).add(item);
        item.setString(Tag.ImageOrientationPatient, VR.DS, directions.toArray(String[]::new));
    }
}
