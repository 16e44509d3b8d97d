package org.brixianode.send;

/** Statuses of the storage of an object: of C-STORE (PS3.4 B.2.3) and of STOW-RS (PS3.18 I.2). */
public final class StoreStatus {

    /** What a status means for the delivery. */
    public static Outcome.Kind kind(int status) {
        if (status == 0) {
            return Outcome.Kind.SENT;
        }
        return switch (status >> 12) {
            case 0xB -> Outcome.Kind.SENT_WITH_WARNING;
            case 0xA -> status >> 8 == 0xA7 ? Outcome.Kind.OUT_OF_RESOURCES : Outcome.Kind.REFUSED;
            default -> Outcome.Kind.REFUSED;
        };
    }

    /** A status with its meaning, as in {@code 0xA700 (out of resources)}. */
    public static String describe(int status) {
        return "0x%04X (%s)".formatted(status, meaning(status));
    }

    private static String meaning(int status) {
        return switch (status) {
            case 0x0000 -> "success";
            case 0x0110 -> "processing failure";
            case 0x0111 -> "duplicate SOP instance";
            case 0x0117 -> "invalid SOP instance";
            case 0x0122 -> "SOP class not supported";
            case 0x0124 -> "not authorized";
            case 0x0210 -> "duplicate invocation";
            case 0x0211 -> "unrecognized operation";
            case 0x0212 -> "mistyped argument";
            case 0xB000 -> "stored with changed elements";
            case 0xB006 -> "stored without some elements";
            case 0xB007 -> "stored, data set does not match SOP class";
            case 0xC122 -> "transfer syntax not supported";
            default -> meaningOfRange(status);
        };
    }

    private static String meaningOfRange(int status) {
        return switch (status >> 8) {
            case 0xA7 -> "out of resources";
            case 0xA9 -> "data set does not match SOP class";
            default ->
                    switch (status >> 12) {
                        case 0xB -> "stored with a warning";
                        case 0xC -> "cannot understand";
                        default -> "failure";
                    };
        };
    }

    private StoreStatus() {}
}
