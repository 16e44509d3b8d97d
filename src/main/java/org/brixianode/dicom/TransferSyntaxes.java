package org.brixianode.dicom;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Transfer Syntax UIDs (PS3.5 10, PS3.6 A). */
public final class TransferSyntaxes {

    public static final String IMPLICIT_VR_LITTLE_ENDIAN = "1.2.840.10008.1.2";
    public static final String EXPLICIT_VR_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";
    public static final String DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN = "1.2.840.10008.1.2.1.99";
    public static final String EXPLICIT_VR_BIG_ENDIAN = "1.2.840.10008.1.2.2";
    public static final String JPEG_BASELINE = "1.2.840.10008.1.2.4.50";
    public static final String JPEG_EXTENDED = "1.2.840.10008.1.2.4.51";
    public static final String JPEG_LOSSLESS = "1.2.840.10008.1.2.4.57";
    public static final String JPEG_LOSSLESS_SV1 = "1.2.840.10008.1.2.4.70";
    public static final String JPEG_LS_LOSSLESS = "1.2.840.10008.1.2.4.80";
    public static final String JPEG_LS_NEAR_LOSSLESS = "1.2.840.10008.1.2.4.81";
    public static final String JPEG_2000_LOSSLESS = "1.2.840.10008.1.2.4.90";
    public static final String JPEG_2000 = "1.2.840.10008.1.2.4.91";
    public static final String RLE_LOSSLESS = "1.2.840.10008.1.2.5";

    /** What every peer has at least, in the order in which the node prefers them. */
    public static final List<String> UNCOMPRESSED =
            List.of(EXPLICIT_VR_LITTLE_ENDIAN, IMPLICIT_VR_LITTLE_ENDIAN);

    /** Video syntaxes that have a fragmentable variant (PS3.5 10.16 to 10.20). */
    private static final Set<String> FRAGMENTABLE =
            IntStream.rangeClosed(100, 106)
                    .mapToObj(code -> "1.2.840.10008.1.2.4." + code)
                    .collect(Collectors.toUnmodifiableSet());

    /**
     * Every syntax of the standard that encodes the whole object (PS3.6 A, including retired ones):
     * not those that reference pixels on a server (JPIP) or in a live stream (SMPTE ST 2110).
     */
    private static final List<String> STORABLE =
            Stream.concat(
                            Stream.of(
                                    EXPLICIT_VR_LITTLE_ENDIAN,
                                    IMPLICIT_VR_LITTLE_ENDIAN,
                                    EXPLICIT_VR_BIG_ENDIAN,
                                    DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
                                    // Encapsulated uncompressed, RLE, deflated image frame.
                                    "1.2.840.10008.1.2.1.98",
                                    RLE_LOSSLESS,
                                    "1.2.840.10008.1.2.8.1"),
                            compressed())
                    .toList();

    private static final Set<String> NATIVE =
            Set.of(
                    IMPLICIT_VR_LITTLE_ENDIAN,
                    EXPLICIT_VR_LITTLE_ENDIAN,
                    DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN,
                    EXPLICIT_VR_BIG_ENDIAN);

    /**
     * All syntaxes in which a received object can be stored unchanged, whether or not the node can
     * decode it.
     */
    public static List<String> storable() {
        return STORABLE;
    }

    /** Whether pixel data in this syntax is native (PS3.5 8.1), not encapsulated fragments. */
    public static boolean isNative(String transferSyntaxUid) {
        return NATIVE.contains(transferSyntaxUid);
    }

    private static Stream<String> compressed() {
        return Stream.of(
                        IntStream.rangeClosed(50, 66), // JPEG
                        IntStream.of(70), // JPEG Lossless SV1
                        IntStream.of(80, 81), // JPEG-LS
                        IntStream.rangeClosed(90, 93), // JPEG 2000
                        IntStream.rangeClosed(100, 108), // MPEG-2, MPEG-4, HEVC
                        IntStream.rangeClosed(110, 112), // JPEG XL
                        IntStream.rangeClosed(201, 203)) // High-Throughput JPEG 2000
                .flatMapToInt(codes -> codes)
                .mapToObj(code -> "1.2.840.10008.1.2.4." + code)
                .flatMap(
                        uid ->
                                FRAGMENTABLE.contains(uid)
                                        ? Stream.of(uid, uid + ".1")
                                        : Stream.of(uid));
    }

    private TransferSyntaxes() {}
}
