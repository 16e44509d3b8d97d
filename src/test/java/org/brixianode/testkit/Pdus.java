package org.brixianode.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Protocol data units made by hand (PS3.8 9.3), right ones and wrong ones. */
public final class Pdus {

    public static final int A_ASSOCIATE_RQ = 1;
    public static final int A_ASSOCIATE_AC = 2;
    public static final int A_ASSOCIATE_RJ = 3;
    public static final int P_DATA_TF = 4;
    public static final int A_RELEASE_RQ = 5;
    public static final int A_RELEASE_RP = 6;
    public static final int A_ABORT = 7;

    /** Message control header (PS3.8 E.2). */
    public static final int COMMAND_LAST = 3;

    public static final int DATA_MORE = 0;
    public static final int DATA_LAST = 2;

    private static final String APPLICATION_CONTEXT = "1.2.840.10008.3.1.1.1";

    /** Any PDU; the length is the body's. */
    public static byte[] pdu(int type, byte[] body) {
        return pdu(type, body.length, body);
    }

    /** A PDU that says another length than it has. */
    public static byte[] pdu(int type, long saidLength, byte[] body) {
        return join(
                new byte[] {
                    (byte) type,
                    0,
                    (byte) (saidLength >> 24),
                    (byte) (saidLength >> 16),
                    (byte) (saidLength >> 8),
                    (byte) saidLength
                },
                body);
    }

    /** Proposes one presentation context, number 1. */
    public static byte[] associate(
            String called, String calling, String sopClass, String... syntaxes) {
        return associate(called, calling, 1 << 14, sopClass, syntaxes);
    }

    public static byte[] associate(
            String called, String calling, int maxPdu, String sopClass, String... syntaxes) {
        byte[] context = join(new byte[] {1, 0, 0, 0}, item(0x30, ascii(sopClass)));
        for (String syntax : syntaxes) {
            context = join(context, item(0x40, ascii(syntax)));
        }
        byte[] user = join(item(0x51, int32(maxPdu)), item(0x52, ascii("1.2.3.4")));
        byte[] body =
                join(
                        new byte[] {0, 1, 0, 0},
                        ascii(String.format("%-16s%-16s", called, calling)),
                        new byte[32],
                        item(0x10, ascii(APPLICATION_CONTEXT)),
                        item(0x20, context),
                        item(0x50, user));
        return pdu(A_ASSOCIATE_RQ, body);
    }

    public static byte[] release() {
        return pdu(A_RELEASE_RQ, new byte[4]);
    }

    public static byte[] abort() {
        return pdu(A_ABORT, new byte[4]);
    }

    /** One fragment in a PDU of its own. */
    public static byte[] data(int contextId, int control, byte[] fragment) {
        return pdu(
                P_DATA_TF,
                join(
                        int32(fragment.length + 2),
                        new byte[] {(byte) contextId, (byte) control},
                        fragment));
    }

    /** The command set of a C-STORE request (PS3.7 9.3.1.1), Implicit VR Little Endian. */
    public static byte[] storeCommand(String sopClass, String instance) {
        byte[] elements =
                join(
                        uid(0x0002, sopClass),
                        us(0x0100, 1),
                        us(0x0110, 7),
                        us(0x0700, 0),
                        us(0x0800, 0),
                        uid(0x1000, instance));
        return join(element(0x0000, int32le(elements.length)), elements);
    }

    /** The command set of a C-ECHO request (PS3.7 9.3.5.1). */
    public static byte[] echoCommand() {
        byte[] elements =
                join(
                        uid(0x0002, "1.2.840.10008.1.1"),
                        us(0x0100, 0x30),
                        us(0x0110, 7),
                        us(0x0800, 0x0101));
        return join(element(0x0000, int32le(elements.length)), elements);
    }

    /** The command set of a pending C-FIND response with a data set (PS3.7 9.3.2.2). */
    public static byte[] findResponse() {
        byte[] elements =
                join(
                        uid(0x0002, "1.2.840.10008.5.1.4.1.2.2.1"),
                        us(0x0100, 0x8020),
                        us(0x0120, 7),
                        us(0x0800, 0),
                        us(0x0900, 0xff00));
        return join(element(0x0000, int32le(elements.length)), elements);
    }

    private static byte[] uid(int element, String value) {
        String even = value.length() % 2 == 0 ? value : value + "\0";
        return element(element, ascii(even));
    }

    private static byte[] us(int element, int value) {
        return element(element, new byte[] {(byte) value, (byte) (value >> 8)});
    }

    private static byte[] element(int element, byte[] value) {
        return join(
                new byte[] {0, 0, (byte) element, (byte) (element >> 8)},
                int32le(value.length),
                value);
    }

    private static byte[] item(int type, byte[] value) {
        return join(
                new byte[] {(byte) type, 0, (byte) (value.length >> 8), (byte) value.length},
                value);
    }

    public static byte[] int32(int value) {
        return new byte[] {
            (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value
        };
    }

    private static byte[] int32le(int value) {
        return new byte[] {
            (byte) value, (byte) (value >> 8), (byte) (value >> 16), (byte) (value >> 24)
        };
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    public static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private Pdus() {}
}
