package org.brixianode.send.hl7;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.v251.datatype.CE;
import ca.uhn.hl7v2.model.v251.group.ORU_R01_ORDER_OBSERVATION;
import ca.uhn.hl7v2.model.v251.group.ORU_R01_PATIENT_RESULT;
import ca.uhn.hl7v2.model.v251.message.ORU_R01;
import ca.uhn.hl7v2.model.v251.segment.MSH;
import ca.uhn.hl7v2.model.v251.segment.OBR;
import java.util.Optional;
import org.brixianode.send.Hl7Destination;
import org.brixianode.send.ResultStatus;
import org.brixianode.send.sr.SrCode;
import org.brixianode.send.sr.SrReport;
import org.brixianode.send.sr.SrRequest;

/**
 * Composes the unsolicited observation report (HL7 2.5.1 chapter 7.3.1, ORU^R01) of a Structured
 * Report: one order group for each request, each with all observations. It is a function of the
 * report and the destination's configuration, so that a repetition is identical.
 *
 * <p>The result is an order of its own, a child of the radiology order (OBR-29): with the numbers
 * of that in OBR-2 and OBR-3, a receiver would take it for the radiologist's report.
 */
final class OruMessage {

    private static final String VERSION = "2.5.1";

    /** Who assigns OBR-3, whichever node composes the message. */
    private static final String NAMESPACE = "BRIXIA";

    private static final SrCode SERVICE = new SrCode("BRIXIA", "99BRIXIA", "Brixia score");

    /** Table 0074, diagnostic service section: radiology. */
    private static final String RADIOLOGY = "RAD";

    /** Post original as wrong (table 0085). */
    private static final String WRONG = "W";

    /** Correction to results (table 0123). */
    private static final String CORRECTION = "C";

    /**
     * The identity and the status of a message.
     *
     * @param controlId MSH-10
     * @param order OBR-25 (table 0123)
     * @param observation OBX-11 (table 0085)
     */
    private record Form(String controlId, String order, String observation) {}

    /**
     * The message of a report.
     *
     * @param sender MSH-3, the node's AE title
     * @return segments that each end with a carriage return
     * @throws HL7Exception if a value cannot be represented
     */
    static String of(SrReport report, Hl7Destination to, String sender) throws HL7Exception {
        String status =
                to.resultStatus() == ResultStatus.UNVERIFIED
                        ? "R"
                        : report.isCorrection() ? CORRECTION : "F";
        Form form = new Form(DerivedId.of(report.sopInstanceUid()), status, status);
        return of(report, to, sender, form);
    }

    /**
     * The message that takes a report back: with the same patient, orders and observations, as
     * wrong.
     *
     * @param report the report, with the time of the withdrawal
     * @param withdrawalUid UID of the withdrawal
     * @param sender as for a report
     * @throws HL7Exception if a value cannot be represented
     */
    static String withdrawal(
            SrReport report, String withdrawalUid, Hl7Destination to, String sender)
            throws HL7Exception {
        return of(report, to, sender, new Form(DerivedId.of(withdrawalUid), CORRECTION, WRONG));
    }

    private static String of(SrReport report, Hl7Destination to, String sender, Form form)
            throws HL7Exception {
        ORU_R01 message = new ORU_R01();
        header(message.getMSH(), report, to, sender);
        message.getMSH().getMessageControlID().setValue(form.controlId());
        ORU_R01_PATIENT_RESULT result = message.getPATIENT_RESULT();
        OruPatient.fill(result.getPATIENT().getPID(), report.patient());
        for (int i = 0; i < report.requests().size(); i++) {
            ORU_R01_ORDER_OBSERVATION order = result.getORDER_OBSERVATION(i);
            SrRequest request = report.requests().get(i);
            request(order.getOBR(), i + 1, report, request, form.order());
            new OruObservations(order, report, form.observation())
                    .fill(to.studyLink(), request.accession());
        }
        return Hl7Text.encode(message);
    }

    private static void header(MSH msh, SrReport report, Hl7Destination to, String sender)
            throws HL7Exception {
        msh.getFieldSeparator().setValue("|");
        msh.getEncodingCharacters().setValue("^~\\&");
        msh.getSendingApplication().getNamespaceID().setValue(Hl7Text.of(sender));
        msh.getSendingFacility().getNamespaceID().setValue(Hl7Text.of(report.institution()));
        msh.getReceivingApplication().getNamespaceID().setValue(to.receivingApplication());
        msh.getReceivingFacility().getNamespaceID().setValue(to.receivingFacility());
        msh.getDateTimeOfMessage().getTime().setValue(Hl7Text.time(report.issuedAt()));
        msh.getMessageType().getMessageCode().setValue("ORU");
        msh.getMessageType().getTriggerEvent().setValue("R01");
        msh.getMessageType().getMessageStructure().setValue("ORU_R01");
        msh.getProcessingID().getProcessingID().setValue(to.processingId().name().substring(0, 1));
        msh.getVersionID().getVersionID().setValue(VERSION);
        if (to.acknowledgement() == Hl7Destination.Acknowledgement.COMMIT) {
            // 2.9.3: commit at receipt, no application acknowledgement.
            msh.getAcceptAcknowledgmentType().setValue("AL");
            msh.getApplicationAcknowledgmentType().setValue("NE");
        }
        msh.getCharacterSet(0).setValue("UNICODE UTF-8");
    }

    private static void request(
            OBR obr, int number, SrReport report, SrRequest request, String status)
            throws HL7Exception {
        obr.getSetIDOBR().setValue(Integer.toString(number));
        obr.getFillerOrderNumber().getEntityIdentifier().setValue(number(report, request));
        obr.getFillerOrderNumber().getNamespaceID().setValue(NAMESPACE);
        Hl7Text.code(obr.getUniversalServiceIdentifier(), SERVICE);
        if (report.takenAt().isPresent()) {
            obr.getObservationDateTime().getTime().setValue(Hl7Text.time(report.takenAt().get()));
        }
        // IHE RAD TF-2: accession number and requested procedure ID.
        obr.getPlacerField1().setValue(Hl7Text.of(request.accession()));
        obr.getPlacerField2().setValue(Hl7Text.of(request.procedureId()));
        obr.getResultsRptStatusChngDateTime().getTime().setValue(Hl7Text.time(report.issuedAt()));
        obr.getDiagnosticServSectID().setValue(RADIOLOGY);
        obr.getResultStatus().setValue(status);
        Hl7Text.identifier(
                obr.getOBRParent().getPlacerAssignedIdentifier(),
                request.placerNumber(),
                request.placerAuthority());
        Hl7Text.identifier(
                obr.getOBRParent().getFillerAssignedIdentifier(),
                request.fillerNumber(),
                request.fillerAuthority());
        procedure(obr.getProcedureCode(), request);
    }

    /**
     * The number of the result: another one for each image, identity of the report and request, so
     * that no result takes the place of another's and what is withdrawn shares no number with what
     * is valid; the same for a later report of the same.
     */
    private static String number(SrReport report, SrRequest request) {
        return DerivedId.of(
                report.imageUid(),
                report.identity(),
                request.accession(),
                request.placerNumber(),
                request.fillerNumber(),
                request.procedureId());
    }

    private static void procedure(CE field, SrRequest request) throws HL7Exception {
        Optional<SrCode> code = request.procedure();
        if (code.isPresent()) {
            Hl7Text.code(field, code.get());
        }
        if (!request.description().isEmpty()) {
            // The site's own words for the procedure; without a code they are all there is.
            if (code.isPresent()) {
                field.getAlternateText().setValue(Hl7Text.of(request.description()));
            } else {
                field.getText().setValue(Hl7Text.of(request.description()));
            }
        }
    }

    private OruMessage() {}
}
