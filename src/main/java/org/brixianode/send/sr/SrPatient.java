package org.brixianode.send.sr;

import java.util.List;

/**
 * The patient, as the report has it from the image.
 *
 * @param id Patient ID (0010,0020); empty if unknown
 * @param authority who assigned it
 * @param names the groups of Patient's Name (0010,0010)
 * @param birthDate (0010,0030) as VR DA; empty if unknown
 * @param sex (0010,0040): M, F or O; empty if unknown
 */
public record SrPatient(
        String id, SrAuthority authority, List<SrPersonName> names, String birthDate, String sex) {

    public SrPatient {
        names = List.copyOf(names);
    }
}
