package org.brixianode.send.sr;

/**
 * A coded concept as in the object (PS3.3 8).
 *
 * @param value Code Value (0008,0100)
 * @param scheme Coding Scheme Designator (0008,0102)
 * @param meaning Code Meaning (0008,0104)
 */
public record SrCode(String value, String scheme, String meaning) {

    boolean is(String otherValue, String otherScheme) {
        return value.equals(otherValue) && scheme.equals(otherScheme);
    }
}
