package org.brixianode.pixels;

import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.dicom.SopClasses;

/**
 * An image for processing without a window that shows it: what the detector measured, not made for
 * the eye.
 *
 * <p>Pixel Intensity Relationship (0028,1040) and its sign (0028,1041) say what the numbers mean
 * (PS3.3 C.8.11.3.1.2); Photometric Interpretation stands in for a missing sign.
 *
 * @param intensity whether greater numbers mean more X-rays, which must be shown dark
 * @param linear whether the numbers are proportional to the X-rays, so that only their logarithm is
 *     proportional to what the X-rays passed
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

    /** What the X-rays passed on their way, on an arbitrary scale; more is brighter. */
    double attenuation(double value) {
        if (!intensity) {
            return value;
        }
        return linear ? -Math.log(Math.max(1, value)) : -value;
    }
}
