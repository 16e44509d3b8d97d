package org.brixianode.dicom;

import java.io.IOException;
import java.util.List;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Fragments;
import org.aoju.bus.image.galaxy.data.VR;

/**
 * Lossless compression of an image of 8 bits, for sending. The pixels stay the same, and so does
 * the SOP Instance UID (PS3.5 A.4).
 */
public final class LosslessCompression {

    /** The transfer syntaxes, the one that makes heatmaps smallest first. */
    public static final List<String> SYNTAXES =
            List.of(TransferSyntaxes.JPEG_LOSSLESS_SV1, TransferSyntaxes.RLE_LOSSLESS);

    private static final int BITS = 8;

    /**
     * Encapsulates the pixel data of a data set: an empty offset table and one fragment (PS3.5
     * A.4). In place, because the library decodes and encodes texts when it copies a data set, and
     * fails for those with code extensions (ISO 2022).
     *
     * @param dataset with native pixel data: one frame of 8 bits, one or three samples a pixel,
     *     Planar Configuration 0
     * @param transferSyntaxUid one of {@link #SYNTAXES}
     * @throws IOException if it is another kind of image
     */
    public static void compress(Attributes dataset, String transferSyntaxUid) throws IOException {
        byte[] fragment = encoded(frame(dataset), transferSyntaxUid);
        Fragments fragments = dataset.newFragments(Tag.PixelData, VR.OB, 2);
        fragments.add(new byte[0]);
        fragments.add(fragment);
    }

    private static byte[] encoded(FrameSamples frame, String transferSyntaxUid) {
        return switch (transferSyntaxUid) {
            case TransferSyntaxes.JPEG_LOSSLESS_SV1 -> LosslessJpegEncoder.encode(frame);
            case TransferSyntaxes.RLE_LOSSLESS -> RleEncoder.encode(frame);
            default -> throw new IllegalArgumentException("no encoder of " + transferSyntaxUid);
        };
    }

    private static FrameSamples frame(Attributes dataset) throws IOException {
        byte[] pixels = dataset.getSafeBytes(Tag.PixelData);
        if (pixels == null
                || dataset.getInt(Tag.BitsAllocated, 0) != BITS
                || dataset.getInt(Tag.NumberOfFrames, 1) != 1
                || dataset.getInt(Tag.PlanarConfiguration, 0) != 0) {
            throw new IOException(
                    "cannot be compressed: not a single frame of 8 bits with the samples of a pixel"
                            + " together (Planar Configuration 0)");
        }
        try {
            return new FrameSamples(
                    pixels,
                    dataset.getInt(Tag.Columns, 0),
                    dataset.getInt(Tag.Rows, 0),
                    dataset.getInt(Tag.SamplesPerPixel, 0));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private LosslessCompression() {}
}
