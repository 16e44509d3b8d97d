package org.brixianode.pixels;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.brixianode.dicom.TransferSyntaxes;

/**
 * A small compressed picture whose samples are known, by which a decoder proves itself at the start
 * of the node. The code streams were written by DCMTK 3.6.7, those of JPEG 2000 by GDCM 3.0.21.
 *
 * @param transferSyntaxUid transfer syntax
 * @param name its name
 * @param bits bits per sample, 8 or 12
 * @param offset what the encoder subtracted from every sample
 * @param tolerance largest difference from the picture, 0 for lossless encodings
 * @param codeStream the frame in Base64
 */
record DecoderProbe(
        String transferSyntaxUid,
        String name,
        int bits,
        int offset,
        int tolerance,
        String codeStream) {

    private static final int SIDE = 16;
    private static final int EDGE = 10;
    private static final int PICTURE_BITS = 12;

    static final List<DecoderProbe> ALL =
            List.of(
                    new DecoderProbe(
                            TransferSyntaxes.RLE_LOSSLESS,
                            "RLE Lossless",
                            12,
                            0,
                            0,
                            "AgAAAEAAAAAMAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                                    + "AAAAAAAAAAAAAAAAAAAAAAAAAAkBAgIDBAQFBgYH+wsJAQIDAwQFBQYHB/sL"
                                    + "CQICAwQEBQYGBwj7CwkCAwMEBQUGBwcI+wsJAgMEBAUGBgcICPsLCQMDBAUF"
                                    + "BgcHCAn7CwkDBAUFBgYHCAgJ+wsJBAQFBgYHCAgJCvsLCQQFBQYHBwgJCQr7"
                                    + "CwkEBQYGBwgICQoK+wsIBQUGBwcICQkK+gsIBQYGBwgICQoK+gsHBQYHBwgJ"
                                    + "CQr5CwkGBgcICAkKCgsM+wsJBgcHCAkJCgsLDPsLCQYHCAgJCgoLDAz7CwmQ"
                                    + "OuSOOOKMNuCK+7gJ6pQ+6JI85pA65Pu4CUTumELslkDqlD77uAmeSPKcRvCa"
                                    + "RO6Y+7gJ+KJM9qBK9J5I8vu4CVL8plD6pE74okz7uAmsVgCqVP6oUvym+7gJ"
                                    + "BrBaBK5YAqxWAPu4CWAKtF4IslwGsFr7uAm6ZA64Ygy2YAq0+7gJFL5oErxm"
                                    + "ELpkDvu4CW4YwmwWwGoUvmj7uAnIchzGcBrEbhjC+7gJIsx2IMp0HshyHPu4"
                                    + "CXwm0HokzngizHb7uAnWgCrUfijSfCbQ+7g="),
                    new DecoderProbe(
                            TransferSyntaxes.JPEG_BASELINE,
                            "JPEG Baseline",
                            8,
                            25,
                            3,
                            "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAEBAQEBAQEBAQEBAQEBAQEBAQEB"
                                    + "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQH/"
                                    + "wAALCAAQABABAREA/8QAFQABAQAAAAAAAAAAAAAAAAAACQr/xAAsEAAAAgYH"
                                    + "CQEAAAAAAAAAAAAFEQABBBIUYQMHCBMWITECBiIjJDVCcvGB/9oACAEBAAA/"
                                    + "AJwrHtTHa+kz5Ph6y0+rzJSVyWdwXD1TW5AO45CMgpwkRRA8KtWk785maEHY"
                                    + "9qY7X0mfJ8PWWn1eZKR1gsFw8GsIO45CMlBwkRRFHstWk78/00///9k="),
                    new DecoderProbe(
                            TransferSyntaxes.JPEG_EXTENDED,
                            "JPEG Extended",
                            12,
                            400,
                            1,
                            "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAEBAQEBAQEBAQEBAQEBAQEBAQEB"
                                    + "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQH/"
                                    + "wQALDAAQABABAREA/8QAFQABAQAAAAAAAAAAAAAAAAAADQ7/xAAxEAAAAQYJ"
                                    + "DQEAAAAAAAAAAAAJCBITFBUWAAECAwcLDBEXBRgaISYoMjQ5RldkdQr/2gAI"
                                    + "AQEAAD8AnG+x8tTL9LvdT8PdmfG9KFcgWeEBl0fKprvxHhCOo5GaMSqKBsup"
                                    + "M9mY9jzCpFO8mZNoV3GlocElItpdZ98ZB/Y+Wpl+l3up+HuzPjelB1gC5Bl0"
                                    + "fIOAhcIR1HIzRiVaDtl1JnMzHuj7IRTvJmTaFdxpaPBJSLaXWffH///Z"),
                    new DecoderProbe(
                            TransferSyntaxes.JPEG_LOSSLESS,
                            "JPEG Lossless",
                            12,
                            0,
                            0,
                            "/9j/4AAQSkZJRgABAQAAAQABAAD/wwALEAAQABABAREA/8QAGQABAQEBAQEA"
                                    + "AAAAAAAAAAAABgAHCAsP/9oACAEBAAYAAPgMf1V1V1V1V1V1V1V1V1V6F1Va"
                                    + "0tWrVq1atWrSVVa0tWrVq1atWrSVVa0tWrVq1atWrSVVa0tWrVq1atWrSVVa"
                                    + "0tWrVq1atWrSVVa0tWrVq1atWrSVVa0tWrVq1atWrSVVa0tWrVq1atWrSVVa"
                                    + "0tWrVq1atWrSVVa0tWrVq1atWrSVVa0tWrVq1atWrSVVa0tWrVq1atWrSVVa"
                                    + "0tWrVq1atWrSVVa0tWrVq1atWrSVVa0tWrVq1atWrSVVf///2Q=="),
                    new DecoderProbe(
                            TransferSyntaxes.JPEG_LOSSLESS_SV1,
                            "JPEG Lossless, First-Order Prediction",
                            12,
                            0,
                            0,
                            "/9j/4AAQSkZJRgABAQAAAQABAAD/wwALEAAQABABAREA/8QAGwABAQEBAQAD"
                                    + "AAAAAAAAAAAACAAHCgkECw//2gAIAQEAAQAA/AY9VKpVKpVKpVKpVfYXVVrS"
                                    + "qVSqVSqVSqVSq71Kq1pVKpVKpVKpVKpVdvVVa0qlUqlUqlUqlUquyCqtaVSq"
                                    + "VSqVSqVSqVXWNVWtKpVKpVKpVKpVKrpsqrWlUqlUqlUqlUqlV0JVVrSqVSqV"
                                    + "SqVSqVSq9uKq1pVKpVKpVKpVKpVer1Va0qlUqlUqlUqlUqvQSqtaVSqVSqVS"
                                    + "qVSqVSqqrWlUqlUqlUqlUqlVqFVa0qlUqlUqlUqlUqvi1VrSqVSqVSqVSqVS"
                                    + "qxuqtaVSqVSqVSqVSqVRBqrWlUqlUqlUqlUqlV5z1V//2Q=="),
                    new DecoderProbe(
                            TransferSyntaxes.JPEG_LS_LOSSLESS,
                            "JPEG-LS Lossless",
                            12,
                            0,
                            0,
                            "/9j/9wALEAAQABABAREA//gADQH//wASAEMBFABA/9oACAEBAAAAAHH6p1R0"
                                    + "/TdL0nR9F0MApMKQpCUIRCWktJZVhV1WarUaaWkAP6TRaDPZzNZjLZSWUAfJ"
                                    + "ZDHIxFIhDIRBVhAHQH9+fXx7enl4VdAPu7Oro5uTi4N6rIB7m1sa2ppaGdna"
                                    + "qAeZlZGRjY2JhYWogHgYF9eXl1cW1ppoDaWXLhu3bNmrSQHVq0aM2bNkyZIA"
                                    + "cWLFgwYMF69cgDcuWrVqxYsVq0J61apUqVKlKlLOWmlSyywwwwwlnLThdddd"
                                    + "dZZZLGWU///Z"),
                    new DecoderProbe(
                            TransferSyntaxes.JPEG_LS_NEAR_LOSSLESS,
                            "JPEG-LS Near-Lossless",
                            12,
                            0,
                            2,
                            "/9j/9wALDAAQABABAREA/9oACAEBAAIAAAA+EyMhIyEhIX5CAAniRIkKIUKF"
                                    + "EiJEiRIikPoECBAgQfffFI/33njjTjTSKO0wwwwwssskmsssoooookimkkkk"
                                    + "gggggimh73ve9zyK+e5znNc0guta1rWsYRXGMYxbGMWhxa1rY7u6Pd3ZmZmX"
                                    + "zMzMzMJlOZmZmZRMprKqqqsJlID/2QA="),
                    new DecoderProbe(
                            TransferSyntaxes.JPEG_2000_LOSSLESS,
                            "JPEG 2000 Lossless",
                            12,
                            0,
                            0,
                            "/0//UQApAAAAAAAQAAAAEAAAAAAAAAAAAAAAEAAAABAAAAAAAAAAAAABDwEB"
                                    + "/1IADAAAAAEAAwQEAAH/XAANQICIiJCIiJCIiJD/ZAAqAAFDcmVhdGVkIGJ5"
                                    + "IEdEQ00vT3BlbkpQRUcgdmVyc2lvbiAyLjUuMP+QAAoAAAAAAIAAAf+Tz/ww"
                                    + "JAiB9WduucGNH8B/IPAH5gsAPzBQDbJMm4N8Hws1wFiDEHEe4knAP2DIAfgD"
                                    + "wAPtBR0llw2+byRDmKScqwNxgJODje8fwlgx28AfmGwAfaEwAH1AgCZ+ftqN"
                                    + "Cd+g11yIsZ89pPbg1GY6O6dST6a//9k="),
                    new DecoderProbe(
                            TransferSyntaxes.JPEG_2000,
                            "JPEG 2000",
                            12,
                            0,
                            30,
                            "/0//UQApAAAAAAAQAAAAEAAAAAAAAAAAAAAAEAAAABAAAAAAAAAAAAABDwEB"
                                    + "/1IADAAAAAEAAwQEAAD/XAAXQqc4p1CnUKdokAWQBZBHl9OX05di/2QAKgAB"
                                    + "Q3JlYXRlZCBieSBHRENNL09wZW5KUEVHIHZlcnNpb24gMi41LjD/kAAKAAAA"
                                    + "AAByAAH/k8/8KCgI997rQim6NWrTwB9gNAD6AkAH0hANlmYQDwYLgVCKEIZW"
                                    + "08AfMMgB8YiAA4Mc3q9HY/8VrsbtXfIDccxx95WdWB+y+sAPlIQAPCgmfn8J"
                                    + "yRHc3IY/gg44/FcjPaT4qx3/2Q=="));

    /**
     * @throws IOException if the decoded samples are not those of the picture
     * @throws NotScorable if the decoder refuses the code stream
     */
    void check(FrameDecoder decoder) throws IOException, NotScorable {
        int allocated = bits > Byte.SIZE ? Short.SIZE : Byte.SIZE;
        PixelFormat format = new PixelFormat(SIDE, SIDE, allocated, bits, bits - 1, false);
        short[] samples = decoder.decode(Base64.getDecoder().decode(codeStream), format);
        for (int i = 0; i < SIDE * SIDE; i++) {
            int expected = (picture(i % SIDE, i / SIDE) >> PICTURE_BITS - bits) - offset;
            int found = samples[i] & 0xffff;
            if (Math.abs(found - expected) > tolerance) {
                throw new IOException(
                        "sample %d of the test picture is %d, not %d"
                                .formatted(i, found, expected));
            }
        }
    }

    /** A slope on the left, and a constant area. */
    private static int picture(int x, int y) {
        return x < EDGE ? 400 + 170 * x + 90 * y : 3000;
    }
}
