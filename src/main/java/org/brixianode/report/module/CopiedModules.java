package org.brixianode.report.module;

import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;

/**
 * The modules that a result copies from its source, so that the archive stores both under the same
 * patient, study and request: Patient (PS3.3 C.7.1.1), General Study (C.7.2.1) and Patient Study
 * (C.7.2.2), clinical trial and de-identification.
 */
final class CopiedModules {

    static void write(SourceObject source, Attributes target) {
        CharacterSets.takeOver(source, target);
        patient(source, target);
        study(source, target);
        patientStudy(source, target);
        TrialModules.write(source, target);
    }

    private static void patient(SourceObject source, Attributes target) {
        source.copyOrEmpty(target, Tag.PatientName, VR.PN);
        source.copyOrEmpty(target, Tag.PatientID, VR.LO);
        source.copyOrEmpty(target, Tag.PatientBirthDate, VR.DA);
        source.copyOrEmpty(target, Tag.PatientSex, VR.CS);
        source.copy(target, Tag.IssuerOfPatientID, VR.LO);
        source.copy(target, Tag.PatientBirthTime, VR.TM);
        source.copySequence(target, Tag.IssuerOfPatientIDQualifiersSequence);
        source.copySequence(target, Tag.OtherPatientIDsSequence);
    }

    private static void study(SourceObject source, Attributes target) {
        target.setString(Tag.StudyInstanceUID, VR.UI, source.ref().studyUid());
        source.copyOrEmpty(target, Tag.StudyDate, VR.DA);
        source.copyOrEmpty(target, Tag.StudyTime, VR.TM);
        source.copyOrEmpty(target, Tag.ReferringPhysicianName, VR.PN);
        source.copyOrEmpty(target, Tag.StudyID, VR.SH);
        source.copyOrEmpty(target, Tag.AccessionNumber, VR.SH);
        source.copy(target, Tag.StudyDescription, VR.LO);
        source.copySequence(target, Tag.IssuerOfAccessionNumberSequence);
        source.copySequence(target, Tag.ProcedureCodeSequence);
        source.copySequence(target, Tag.ReferencedStudySequence);
    }

    private static void patientStudy(SourceObject source, Attributes target) {
        source.copy(target, Tag.PatientAge, VR.AS);
        source.copy(target, Tag.PatientSize, VR.DS);
        source.copy(target, Tag.PatientWeight, VR.DS);
        source.copy(target, Tag.AdmissionID, VR.LO);
    }

    private CopiedModules() {}
}
