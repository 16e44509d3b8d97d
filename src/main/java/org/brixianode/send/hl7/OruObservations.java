package org.brixianode.send.hl7;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.Type;
import ca.uhn.hl7v2.model.v251.datatype.CE;
import ca.uhn.hl7v2.model.v251.datatype.NM;
import ca.uhn.hl7v2.model.v251.datatype.RP;
import ca.uhn.hl7v2.model.v251.datatype.ST;
import ca.uhn.hl7v2.model.v251.datatype.TX;
import ca.uhn.hl7v2.model.v251.group.ORU_R01_ORDER_OBSERVATION;
import ca.uhn.hl7v2.model.v251.message.ORU_R01;
import ca.uhn.hl7v2.model.v251.segment.OBX;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.brixianode.send.StudyLink;
import org.brixianode.send.sr.SrCode;
import org.brixianode.send.sr.SrEvaluation;
import org.brixianode.send.sr.SrGroup;
import org.brixianode.send.sr.SrNumber;
import org.brixianode.send.sr.SrReport;
import org.brixianode.send.sr.SrText;

/**
 * Fills the OBX segments (HL7 2.5.1 7.4.2) of one order: the study, both lungs, the zones, the
 * texts, and the link. OBX-4 groups what belongs to one zone.
 */
final class OruObservations {

    /** IHE RAD TF-2 table 4.7-7: the observation that names the study, with status O. */
    private static final SrCode STUDY = new SrCode("113014", "DCM", "DICOM Study");

    private static final SrCode FINDING_SITE = new SrCode("363698007", "SCT", "Finding Site");
    private static final SrCode REPORT = new SrCode("", "", "SR Instance UID");
    private static final SrCode LINK = new SrCode("", "", "Study link");
    private static final String ORDER_DETAIL = "O";
    private static final int MAX_SUB_ID = 20;

    private final ORU_R01_ORDER_OBSERVATION order;
    private final ORU_R01 message;
    private final SrReport report;
    private final String status;
    private int count;

    /**
     * @param status OBX-11 of the observations (table 0085)
     */
    OruObservations(ORU_R01_ORDER_OBSERVATION order, SrReport report, String status) {
        this.order = order;
        this.message = (ORU_R01) order.getMessage();
        this.report = report;
        this.status = status;
    }

    /**
     * @param accession accession number of this order, for the link
     */
    void fill(Optional<StudyLink> link, String accession) throws HL7Exception {
        text(STUDY, report.studyUid()).getObservationResultStatus().setValue(ORDER_DETAIL);
        text(REPORT, report.sopInstanceUid());
        for (SrGroup group : report.groups()) {
            group(group);
        }
        Map<SrCode, Integer> numbers = new HashMap<>();
        for (SrText text : report.texts()) {
            lines(text, subId(text.concept(), numbers));
        }
        if (link.isPresent()) {
            RP pointer = new RP(message);
            pointer.getPointer()
                    .setValue(link.get().url(report.studyUid(), accession, report.patient().id()));
            pointer.getTypeOfData().setValue("AP");
            next("RP", LINK, "", pointer);
        }
    }

    private void group(SrGroup group) throws HL7Exception {
        String label = group.label().substring(0, Math.min(MAX_SUB_ID, group.label().length()));
        for (SrNumber number : group.numbers()) {
            number(number, label);
        }
        for (SrEvaluation evaluation : group.evaluations()) {
            next("CE", evaluation.concept(), label, code(evaluation.value()));
        }
        Type[] site = group.siteCodes().map(this::siteCode).toArray(Type[]::new);
        next("CE", FINDING_SITE, label, site);
    }

    private Type siteCode(SrCode code) {
        try {
            return code(code);
        } catch (HL7Exception e) {
            throw new IllegalArgumentException(e);
        }
    }

    private CE code(SrCode code) throws HL7Exception {
        CE field = new CE(message);
        Hl7Text.code(field, code);
        return field;
    }

    private void number(SrNumber number, String label) throws HL7Exception {
        NM value = new NM(message);
        value.setValue(number.value());
        Hl7Text.code(next("NM", number.concept(), label, value).getUnits(), number.unit());
    }

    private OBX text(SrCode concept, String text) throws HL7Exception {
        ST value = new ST(message);
        value.setValue(Hl7Text.of(text));
        return next("ST", concept, "", value);
    }

    /** Numbers the texts about one concept if there are several (HL7 2.5.1 7.4.2.4). */
    private String subId(SrCode concept, Map<SrCode, Integer> numbers) {
        int number = numbers.merge(concept, 1, Integer::sum);
        boolean only =
                report.texts().stream().filter(one -> one.concept().equals(concept)).count() == 1;
        return only ? "" : Integer.toString(number);
    }

    /** One repetition for each line. */
    private void lines(SrText text, String subId) throws HL7Exception {
        List<String> lines = text.text().lines().toList();
        Type[] values = new Type[lines.size()];
        for (int i = 0; i < values.length; i++) {
            TX line = new TX(message);
            line.setValue(Hl7Text.of(lines.get(i)));
            values[i] = line;
        }
        next("TX", text.concept(), subId, values);
    }

    private OBX next(String type, SrCode concept, String subId, Type... values)
            throws HL7Exception {
        OBX obx = order.getOBSERVATION(count).getOBX();
        count++;
        obx.getSetIDOBX().setValue(Integer.toString(count));
        obx.getValueType().setValue(type);
        Hl7Text.code(obx.getObservationIdentifier(), concept);
        obx.getObservationSubID().setValue(Hl7Text.of(subId));
        for (int i = 0; i < values.length; i++) {
            obx.getObservationValue(i).setData(values[i]);
        }
        obx.getObservationResultStatus().setValue(status);
        if (report.takenAt().isPresent()) {
            obx.getDateTimeOfTheObservation()
                    .getTime()
                    .setValue(Hl7Text.time(report.takenAt().get()));
        }
        obx.getEquipmentInstanceIdentifier(0).getEntityIdentifier().setValue(report.device().uid());
        obx.getDateTimeOfTheAnalysis().getTime().setValue(Hl7Text.time(report.composedAt()));
        return obx;
    }
}
