package org.brixianode.send.hl7;

import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.v251.datatype.CE;
import ca.uhn.hl7v2.model.v251.datatype.EI;
import ca.uhn.hl7v2.model.v251.datatype.HD;
import ca.uhn.hl7v2.parser.EncodingCharacters;
import ca.uhn.hl7v2.parser.PipeParser;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.brixianode.send.sr.SrAuthority;
import org.brixianode.send.sr.SrCode;
import org.brixianode.study.SafeText;

/** Values of HL7 fields. */
final class Hl7Text {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmssxx", Locale.ROOT);

    /** Longest value in characters; the longest text of an object is shorter. */
    private static final int MAX_VALUE = 4000;

    /**
     * A value without control characters, which could end a segment or the MLLP frame. HAPI escapes
     * the delimiters.
     */
    static String of(String value) {
        return SafeText.line(value, MAX_VALUE);
    }

    /** Data type TS with the offset from UTC. */
    static String time(OffsetDateTime at) {
        return TIME.format(at);
    }

    /** The message in the default encoding, in which a carriage return ends each segment. */
    static String encode(Message message) throws HL7Exception {
        return PipeParser.encode(message, EncodingCharacters.defaultInstance());
    }

    /** A concept without a scheme is a text. */
    static void code(CE field, SrCode code) throws HL7Exception {
        field.getIdentifier().setValue(of(code.value()));
        field.getText().setValue(of(code.meaning()));
        field.getNameOfCodingSystem().setValue(of(code.scheme()));
    }

    static void authority(HD field, SrAuthority authority) throws HL7Exception {
        field.getNamespaceID().setValue(of(authority.local()));
        field.getUniversalID().setValue(of(authority.universal()));
        field.getUniversalIDType().setValue(of(authority.universalType()));
    }

    /** An identifier with its authority; left out if it is empty. */
    static void identifier(EI field, String number, SrAuthority authority) throws HL7Exception {
        if (!number.isEmpty()) {
            field.getEntityIdentifier().setValue(of(number));
            field.getNamespaceID().setValue(of(authority.local()));
            field.getUniversalID().setValue(of(authority.universal()));
            field.getUniversalIDType().setValue(of(authority.universalType()));
        }
    }

    private Hl7Text() {}
}
