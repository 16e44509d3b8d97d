package org.brixianode.send.sr;

import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;

/** Reads the Patient Module (PS3.3 C.7.1.1). */
final class SrPeople {

    static SrPatient patient(Attributes dataset) {
        SrAuthority qualifiers = Items.authority(dataset, Tag.IssuerOfPatientIDQualifiersSequence);
        return new SrPatient(
                Items.text(dataset, Tag.PatientID),
                new SrAuthority(
                        Items.text(dataset, Tag.IssuerOfPatientID),
                        qualifiers.universal(),
                        qualifiers.universalType()),
                SrPersonName.parse(Items.text(dataset, Tag.PatientName)),
                Items.text(dataset, Tag.PatientBirthDate),
                Items.text(dataset, Tag.PatientSex));
    }

    private SrPeople() {}
}
