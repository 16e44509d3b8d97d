package org.brixianode.pixels;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.dicom.NodeIdentity;
import org.brixianode.dicom.StorageClasses;
import org.brixianode.study.NotScoredCode;

/**
 * Acceptance rules for the header of a frontal chest radiograph.
 *
 * <p>A missing or unknown body part or view is accepted; the check of the lungs decides later. A
 * value is never refused for its form, such as lower case or padding. Study and series descriptions
 * are ignored, since they describe what was ordered.
 */
enum Acceptance {
    /** A study UID is required, since results are written into the study of their image. */
    STUDY((header, site) -> objectionToStudy(header)),
    SOP_CLASS((header, site) -> objectionToSopClass(header)),
    MODALITY((header, site) -> objectionToModality(header)),
    COLOUR((header, site) -> objectionToColour(header)),
    FRAMES((header, site) -> objectionToFrames(header)),
    BODY_PART(BodyPart::objection),
    VIEW(View::objection),
    IMAGE_TYPE((header, site) -> objectionToImageType(header)),
    ORIENTATION((header, site) -> objectionToOrientation(header));

    private final BiFunction<Attributes, SiteWords, Optional<String>> rule;

    Acceptance(BiFunction<Attributes, SiteWords, Optional<String>> rule) {
        this.rule = rule;
    }

    /** Why the header violates the rule, if it does. */
    Optional<String> objection(Attributes header, SiteWords site) {
        return rule.apply(header, site);
    }

    /**
     * @throws NotScorable with the objections of all rules, or if the object is one of the node's
     *     own results or of a SOP class without radiographs
     */
    static void check(Attributes header, SiteWords site) throws NotScorable {
        if (isOwnResult(header)) {
            throw new NotScorable(NotScoredCode.OWN_RESULT, "own result");
        }
        String sopClass = HeaderValues.text(header, Tag.SOPClassUID);
        if (!sopClass.isEmpty() && !StorageClasses.isRadiograph(sopClass)) {
            throw otherThanRadiograph(sopClass);
        }
        String objections =
                Arrays.stream(values())
                        .flatMap(rule -> rule.objection(header, site).stream())
                        .collect(Collectors.joining("; "));
        if (!objections.isEmpty()) {
            throw new NotScorable(NotScoredCode.HEADER, objections);
        }
    }

    /** By its Manufacturer or that of the contributing equipment. */
    private static boolean isOwnResult(Attributes header) {
        return isOwn(header)
                || Optional.ofNullable(header.getSequence(Tag.ContributingEquipmentSequence))
                        .map(items -> items.stream().anyMatch(Acceptance::isOwn))
                        .orElse(false);
    }

    private static boolean isOwn(Attributes equipment) {
        return NodeIdentity.MANUFACTURER.equals(HeaderValues.text(equipment, Tag.Manufacturer));
    }

    private static Optional<String> objectionToStudy(Attributes header) {
        return HeaderValues.text(header, Tag.StudyInstanceUID).isEmpty()
                ? Optional.of("no Study Instance UID, so a result would have no study")
                : Optional.empty();
    }

    /** The refusal of a SOP class without radiographs; the reason is its name in the standard. */
    static NotScorable otherThanRadiograph(String sopClassUid) {
        return new NotScorable(
                NotScoredCode.OTHER_OBJECT,
                "not a chest radiograph: " + StorageClasses.name(sopClassUid));
    }

    private static Optional<String> objectionToSopClass(Attributes header) {
        return HeaderValues.text(header, Tag.SOPClassUID).isEmpty()
                ? Optional.of("no SOP class, not CR or DX")
                : Optional.empty();
    }

    /** Without a Modality the SOP class decides. */
    private static Optional<String> objectionToModality(Attributes header) {
        String modality = HeaderValues.code(header, Tag.Modality);
        return switch (modality) {
            case "CR", "DX", "" -> Optional.empty();
            default -> Optional.of("modality " + HeaderValues.quoted(modality) + ", not CR or DX");
        };
    }

    private static Optional<String> objectionToColour(Attributes header) {
        String interpretation = HeaderValues.code(header, Tag.PhotometricInterpretation);
        boolean grey = interpretation.equals("MONOCHROME1") || interpretation.equals("MONOCHROME2");
        if (grey && header.getInt(Tag.SamplesPerPixel, 1) == 1) {
            return Optional.empty();
        }
        return Optional.of(
                interpretation.isEmpty()
                        ? "no Photometric Interpretation"
                        : "colour image (" + HeaderValues.quoted(interpretation) + ")");
    }

    private static Optional<String> objectionToFrames(Attributes header) {
        int frames = header.getInt(Tag.NumberOfFrames, 1);
        return frames > 1 ? Optional.of(frames + " frames, not a single image") : Optional.empty();
    }

    /** Values from the third on describe the kind of image (PS3.3 C.7.6.1.1.2). */
    private static Optional<String> objectionToImageType(Attributes header) {
        String[] values = header.getStrings(Tag.ImageType);
        if (values == null) {
            return Optional.empty();
        }
        return Arrays.stream(values)
                .skip(2)
                .filter(Objects::nonNull)
                .map(value -> value.strip().toUpperCase(Locale.ROOT))
                .filter(
                        value ->
                                switch (value) {
                                    case "LOCALIZER", "BONE", "BONE_ONLY", "CAD", "SCREEN SAVE" ->
                                            true;
                                    default -> false;
                                })
                .findFirst()
                .map(
                        value ->
                                "image type "
                                        + HeaderValues.quoted(value)
                                        + ", not a plain radiograph");
    }

    private static Optional<String> objectionToOrientation(Attributes header) {
        return OrientationReader.of(header)
                .filter(orientation -> !orientation.isFrontal())
                .map(orientation -> "patient orientation " + orientation + ", not a frontal view");
    }
}
