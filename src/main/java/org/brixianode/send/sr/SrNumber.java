package org.brixianode.send.sr;

/**
 * A measurement, the content item NUM (PS3.3 C.18.1).
 *
 * @param concept what was measured
 * @param value Numeric Value (0040,A30A) as written: VR DS, without spaces
 * @param unit a UCUM code
 */
public record SrNumber(SrCode concept, String value, SrCode unit) {}
