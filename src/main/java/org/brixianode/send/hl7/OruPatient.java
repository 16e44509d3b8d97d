package org.brixianode.send.hl7;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.v251.datatype.CX;
import ca.uhn.hl7v2.model.v251.datatype.XPN;
import ca.uhn.hl7v2.model.v251.segment.PID;
import java.util.List;
import org.brixianode.send.sr.SrPatient;
import org.brixianode.send.sr.SrPersonName;

/** Fills PID (HL7 2.5.1 3.4.2). */
final class OruPatient {

    /** Table 0001, administrative sex: unknown. */
    private static final String UNKNOWN = "U";

    static void fill(PID pid, SrPatient patient) throws HL7Exception {
        pid.getSetIDPID().setValue("1");
        if (!patient.id().isEmpty()) {
            CX id = pid.getPatientIdentifierList(0);
            id.getIDNumber().setValue(Hl7Text.of(patient.id()));
            Hl7Text.authority(id.getAssigningAuthority(), patient.authority());
            id.getIdentifierTypeCode().setValue("PI");
        }
        List<SrPersonName> names = patient.names();
        for (int i = 0; i < names.size(); i++) {
            name(pid.getPatientName(i), names.get(i));
        }
        pid.getDateTimeOfBirth().getTime().setValue(Hl7Text.of(patient.birthDate()));
        pid.getAdministrativeSex()
                .setValue(patient.sex().isEmpty() ? UNKNOWN : Hl7Text.of(patient.sex()));
    }

    /** One repetition for each component group, told apart by XPN-8 (table 0465). */
    private static void name(XPN field, SrPersonName name) throws HL7Exception {
        field.getFamilyName().getSurname().setValue(Hl7Text.of(name.family()));
        field.getGivenName().setValue(Hl7Text.of(name.given()));
        field.getSecondAndFurtherGivenNamesOrInitialsThereof().setValue(Hl7Text.of(name.middle()));
        field.getSuffixEgJRorIII().setValue(Hl7Text.of(name.suffix()));
        field.getPrefixEgDR().setValue(Hl7Text.of(name.prefix()));
        field.getNameTypeCode().setValue("L");
        field.getNameRepresentationCode()
                .setValue(
                        switch (name.group()) {
                            case ALPHABETIC -> "A";
                            case IDEOGRAPHIC -> "I";
                            case PHONETIC -> "P";
                        });
    }

    private OruPatient() {}
}
