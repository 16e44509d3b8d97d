package org.brixianode.pixels;

import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.dicom.SopClasses;

/**
 * An image for processing without a usable window: raw detector values that are not prepared for
 * display.
 *
 * <p>Pixel Intensity Relationship (0028,1040) and its sign (0028,1041) give the meaning of the
 * values (PS3.3 C.8.11.3.1.2); Photometric Interpretation replaces a missing sign.
 *
 * @param intensity whether greater values mean a higher X-ray intensity, which is displayed dark
 * @param linear whether the values are proportional to the X-ray intensity, so that their logarithm
 *     is proportional to the attenuation
 */
record RawExposure(boolean intensity, boolean linear) {

    static boolean is(Attributes header) {
        return SopClasses.DIGITAL_XRAY_FOR_PROCESSING.equals(
                        HeaderValues.text(header, Tag.SOPClassUID))
                || "FOR PROCESSING".equals(HeaderValues.code(header, Tag.PresentationIntentType));
    }

    static RawExposure of(Attributes header) {
        int sign = header.getInt(Tag.PixelIntensityRelationshipSign, 0);
        boolean intensity = sign == 0 ? GreyScale.isMonochrome1(header) : sign > 0;
        String relationship = HeaderValues.code(header, Tag.PixelIntensityRelationship);
        return new RawExposure(intensity, "LIN".equals(relationship));
    }

    /** The attenuation on an arbitrary scale; higher is brighter. */
    double attenuation(double value) {
        if (!intensity) {
            return value;
        }
        return linear ? -Math.log(Math.max(1, value)) : -value;
    }
}
