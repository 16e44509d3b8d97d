package org.brixianode.pixels;

import static java.util.Map.entry;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.brixianode.dicom.TransferSyntaxes;

/** The decoders of the supported transfer syntaxes. */
final class Decoders {

    private static final FrameDecoder RLE = new RleDecoder();
    private static final FrameDecoder JPEG = new JpegDecoder();
    private static final FrameDecoder JPEG_2000 = new Jpeg2000Decoder();

    private static final Map<String, FrameDecoder> BY_SYNTAX =
            Map.ofEntries(
                    entry(TransferSyntaxes.RLE_LOSSLESS, RLE),
                    entry(TransferSyntaxes.JPEG_BASELINE, JPEG),
                    entry(TransferSyntaxes.JPEG_EXTENDED, JPEG),
                    entry(TransferSyntaxes.JPEG_LOSSLESS, JPEG),
                    entry(TransferSyntaxes.JPEG_LOSSLESS_SV1, JPEG),
                    entry(TransferSyntaxes.JPEG_LS_LOSSLESS, JPEG),
                    entry(TransferSyntaxes.JPEG_LS_NEAR_LOSSLESS, JPEG),
                    entry(TransferSyntaxes.JPEG_2000_LOSSLESS, JPEG_2000),
                    entry(TransferSyntaxes.JPEG_2000, JPEG_2000));

    /** Maximum length of a compressed frame in multiples of its native length. */
    private static final int MAX_EXPANSION = 2;

    private static final long MAX_OVERHEAD_BYTES = 1 << 16;

    /**
     * Decodes the cells of the object's only frame.
     *
     * @throws NotScorable if the syntax is not supported or the pixel data is missing or too short
     * @throws IOException if the pixel data is damaged
     */
    static short[] cells(ObjectFile object, PixelFormat format) throws IOException, NotScorable {
        String syntax = object.transferSyntaxUid();
        if (!object.hasPixelData()) {
            throw new NotScorable("no pixel data");
        }
        if (object.isEncapsulated() == TransferSyntaxes.isNative(syntax)) {
            throw new NotScorable(
                    "pixel data does not match its transfer syntax " + HeaderValues.quoted(syntax));
        }
        if (!object.isEncapsulated()) {
            return object.nativeCells(format);
        }
        FrameDecoder decoder = decoder(syntax);
        long maxBytes = MAX_EXPANSION * format.frameBytes() + MAX_OVERHEAD_BYTES;
        return decoder.decode(object.encapsulatedFrame(maxBytes), format);
    }

    /** The decoder of a compressed transfer syntax. */
    static Optional<FrameDecoder> of(String syntax) {
        return Optional.ofNullable(BY_SYNTAX.get(syntax));
    }

    /** The compressed transfer syntaxes that have a decoder. */
    static Set<String> syntaxes() {
        return BY_SYNTAX.keySet();
    }

    private static FrameDecoder decoder(String syntax) throws NotScorable {
        return of(syntax)
                .orElseThrow(
                        () ->
                                new NotScorable(
                                        "transfer syntax "
                                                + HeaderValues.quoted(syntax)
                                                + " is not decoded here"));
    }

    private Decoders() {}
}
