package org.brixianode.send.sr;

/**
 * Who assigned an identifier: HL7v2 Hierarchic Designator Macro (PS3.3 10.14), or Issuer of Patient
 * ID with its qualifiers.
 *
 * @param local Local Namespace Entity ID (0040,0031); empty if absent
 * @param universal Universal Entity ID (0040,0032); empty if absent
 * @param universalType Universal Entity ID Type (0040,0033), as DNS, ISO or URI; empty if absent
 */
public record SrAuthority(String local, String universal, String universalType) {

    public static final SrAuthority NONE = new SrAuthority("", "", "");

    public boolean isEmpty() {
        return local.isEmpty() && universal.isEmpty();
    }
}
