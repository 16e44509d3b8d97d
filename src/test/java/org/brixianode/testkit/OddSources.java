package org.brixianode.testkit;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;

/** Sources whose values are not as their VR asks. */
public final class OddSources {

    /** Everything that a result takes over, in the form of an old or careless maker. */
    public static void oldStyle(Attributes header) {
        header.setString(Tag.StudyDate, VR.DA, "2024.01.02");
        header.setString(Tag.StudyTime, VR.TM, "10:11:12.5");
        header.setString(Tag.AcquisitionDate, VR.DA, "2024.01.02");
        header.setString(Tag.AcquisitionTime, VR.TM, "10:11");
        header.setString(Tag.PatientBirthDate, VR.DA, "1940.13.32");
        header.setString(Tag.PatientBirthTime, VR.TM, "noon");
        header.setString(Tag.PatientSex, VR.CS, "female");
        header.setString(Tag.PatientAge, VR.AS, "84y");
        header.setString(Tag.PatientSize, VR.DS, "1,75");
        header.setString(Tag.PatientWeight, VR.DS, "unknown");
        header.setString(Tag.PatientIdentityRemoved, VR.CS, "yes");
        header.setString(Tag.LongitudinalTemporalInformationModified, VR.CS, "shifted");
        header.setString(Tag.ClinicalTrialSponsorName, VR.LO, "S".repeat(90));
        header.setString(Tag.ClinicalTrialProtocolID, VR.LO, "P" + "\t" + "1");
        header.setString(Tag.ClinicalTrialSubjectReadingID, VR.LO, "R-1");
        header.setString(
                Tag.ClinicalTrialProtocolEthicsCommitteeApprovalNumber, VR.LO, "without a name");
        header.setString(Tag.ClinicalTrialTimePointDescription, VR.ST, "week 2");
        header.setString(Tag.PatientName, VR.PN, "A^B^C^D^E^F^G", "second");
        header.setString(Tag.ReferringPhysicianName, VR.PN, "X".repeat(90) + "^Y");
        header.setString(Tag.StudyDescription, VR.LO, "Chest" + "\t" + "d".repeat(80), "PA");
        header.setString(Tag.InstitutionName, VR.LO, "\u00fc".repeat(70));
        header.setString(Tag.AccessionNumber, VR.SH, "A1234567890123456789");
        header.setString(Tag.StudyID, VR.SH, "S1234567890123456789");
        header.setString(Tag.AdmissionID, VR.LO, "9".repeat(65));
        header.setString(Tag.LossyImageCompression, VR.CS, "01");
        header.setString(Tag.LossyImageCompressionRatio, VR.DS, "12.123456789012345678", "x");
        header.setString(Tag.LossyImageCompressionMethod, VR.CS, "iso_10918_1", "??");
        sequences(header);
    }

    private static void sequences(Attributes header) {
        add(header, Tag.IssuerOfAccessionNumberSequence)
                .setString(Tag.UniversalEntityID, VR.UT, "1.2.3");
        add(header, Tag.OtherPatientIDsSequence).setString(Tag.PatientID, VR.LO, "OTHER-1");
        add(header, Tag.OtherPatientIDsSequence).setString(Tag.IssuerOfPatientID, VR.LO, "NOBODY");
        Attributes study = add(header, Tag.ReferencedStudySequence);
        study.setString(Tag.ReferencedSOPClassUID, VR.UI, "1.2.840.10008.3.1.2.3.1");
        study.setString(Tag.ReferencedSOPInstanceUID, VR.UI, "1.2.03");
        code(add(header, Tag.ProcedureCodeSequence), "C".repeat(20), "99SITE", "m".repeat(80));
        code(add(header, Tag.ProcedureCodeSequence), "", "99SITE", "no value");
        code(add(header, Tag.ProcedureCodeSequence), "V", "99SITE", "");
        Attributes request = add(header, Tag.RequestAttributesSequence);
        request.setString(Tag.AccessionNumber, VR.SH, "ACC-A");
        request.setString(Tag.RequestedProcedureDescription, VR.LO, "r".repeat(70));
        request.setString(Tag.RequestedProcedureID, VR.SH, "P".repeat(20));
        code(add(request, Tag.RequestedProcedureCodeSequence), "", "", "nothing");
        add(header, Tag.RequestAttributesSequence).setString(Tag.AccessionNumber, VR.SH, "ACC-B");
    }

    private static void code(Attributes item, String value, String scheme, String meaning) {
        item.setString(Tag.CodeValue, VR.SH, value);
        item.setString(Tag.CodingSchemeDesignator, VR.SH, scheme);
        item.setString(Tag.CodeMeaning, VR.LO, meaning);
    }

    /** A name in three writings, which {@link #japaneseName} encodes. */
    public static final String YAMADA = "Yamada^Tarou=山田^太郎=やまだ^たろう";

    /** A patient's name with code extensions (PS3.5 6.1.2.5 and H.3). */
    public static void japaneseName(Attributes header) {
        japaneseName(header, YAMADA);
    }

    /** The same with another name; the library's own encoder overruns its buffer on some. */
    public static void japaneseName(Attributes header, String name) {
        header.setString(Tag.SpecificCharacterSet, VR.CS, "", "ISO 2022 IR 87");
        header.setBytes(Tag.PatientName, VR.PN, name.getBytes(Charset.forName("ISO-2022-JP")));
    }

    /** A patient whose name is longer in bytes than in characters. */
    public static void longJapaneseName(Attributes header) {
        japaneseName(header, "\u5c71".repeat(70) + "^\u592a");
    }

    /** A text without a declared character set that is too long. */
    public static void undeclaredLongText(Attributes header) {
        header.remove(Tag.SpecificCharacterSet);
        header.setBytes(
                Tag.StudyDescription,
                VR.LO,
                ("\u00fc" + "d".repeat(80)).getBytes(StandardCharsets.ISO_8859_1));
        header.setString(Tag.InstitutionName, VR.LO, "Test Hospital");
        header.setString(Tag.PatientName, VR.PN, "Doe^Jane");
    }

    /** A new item at the end of a sequence. */
    public static Attributes add(Attributes owner, int sequenceTag) {
        Sequence items = owner.getSequence(sequenceTag);
        Attributes item = new Attributes();
        (items == null ? owner.newSequence(sequenceTag, 2) : items).add(item);
        return item;
    }

    private OddSources() {}
}
