package org.brixianode.dicom;

import org.aoju.bus.image.galaxy.data.Attributes;

/** Elements as they came, which the library's getters would decode and replace. */
public final class RawValues {

    /**
     * The bytes of a value.
     *
     * @return empty where there is none, or a sequence
     */
    public static byte[] of(Attributes owner, int tag) {
        Object value = owner.getValue(tag);
        // The library itself decodes the character set's own name.
        return value instanceof String || value instanceof String[]
                ? owner.getSafeBytes(tag)
                : value instanceof byte[] bytes ? bytes : new byte[0];
    }

    /** Whether the group number is odd (PS3.5 7.8): private elements and their creators. */
    public static boolean isPrivate(int tag) {
        return (tag >>> Short.SIZE & 1) == 1;
    }

    private RawValues() {}
}
