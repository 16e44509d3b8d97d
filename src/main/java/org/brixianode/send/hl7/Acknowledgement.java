package org.brixianode.send.hl7;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.model.v251.message.ACK;
import ca.uhn.hl7v2.parser.CanonicalModelClassFactory;
import ca.uhn.hl7v2.parser.EncodingCharacters;
import ca.uhn.hl7v2.parser.ParserConfiguration;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.util.Arrays;
import java.util.Optional;
import org.brixianode.send.Hl7Destination;
import org.brixianode.study.SafeText;

/**
 * A general acknowledgement (HL7 2.5.1 2.13.1), of any version of HL7.
 *
 * @param code MSA-1, table 0008
 * @param controlId MSA-2, the message that is acknowledged
 * @param errorCode ERR-3.1, table 0357; 0 if absent or not a number
 * @param text of the peer: ERR-8, ERR-7, ERR-3.2 or MSA-3, in one line
 */
record Acknowledgement(Code code, String controlId, int errorCode, String text) {

    private static final int MAX_TEXT = 200;

    /** Table 0357. */
    private static final int UNSUPPORTED_TYPE = 200;

    private static final int UNSUPPORTED_VERSION = 203;

    /** Where MSH has the field separator, and where the other delimiters end. */
    private static final int FIELD_SEPARATOR = 3;

    private static final int DELIMITERS_END = 8;

    /** Without a check of values. */
    private static final PipeParser PARSER =
            new DefaultHapiContext(
                            new ParserConfiguration(),
                            ValidationContextFactory.noValidation(),
                            new CanonicalModelClassFactory("2.5.1"))
                    .getPipeParser();

    /** MSA-1 (table 0008). */
    enum Code {
        AA("application accept"),
        AE("application error"),
        AR("application reject"),
        CA("commit accept"),
        CE("commit error"),
        CR("commit reject");

        private final String meaning;

        Code(String meaning) {
            this.meaning = meaning;
        }

        /** As in messages: {@code AE (application error)}. */
        String describe() {
            return name() + " (" + meaning + ")";
        }

        /**
         * Whether it accepts a message that asks for an answer in a mode. In the original mode the
         * application answers (2.9.2), and a commit accept of the enhanced mode (2.9.3) does not
         * say that it took the message. Whoever asks for a commit accept has more with the
         * application's accept.
         */
        boolean isAccept(Hl7Destination.Acknowledgement asked) {
            return this == AA || this == CA && asked == Hl7Destination.Acknowledgement.COMMIT;
        }

        /** In either mode: what was not committed was not taken by the application either. */
        boolean isError() {
            return this == AE || this == CE;
        }
    }

    /**
     * Whether the same message would be answered like this again: an error in its content, or a
     * reject of its type, event, processing ID or version. Any other reject is for reasons other
     * than the message: the system is down or starting.
     */
    boolean isLasting() {
        return code.isError() || errorCode >= UNSUPPORTED_TYPE && errorCode <= UNSUPPORTED_VERSION;
    }

    /**
     * Reads the segments one by one, whatever version and structure the header names.
     *
     * @return empty if the text is no acknowledgement
     */
    static Optional<Acknowledgement> parse(String message) {
        try {
            return read(message.split("[\r\n]+"));
        } catch (HL7Exception | RuntimeException | StackOverflowError e) {
            // HAPI throws unchecked exceptions on some malformed segments.
            return Optional.empty();
        }
    }

    private static Optional<Acknowledgement> read(String[] segments) throws HL7Exception {
        String header = segments[0];
        if (!header.startsWith("MSH") || header.length() < DELIMITERS_END) {
            return Optional.empty();
        }
        EncodingCharacters delimiters =
                new EncodingCharacters(
                        header.charAt(FIELD_SEPARATOR),
                        header.substring(FIELD_SEPARATOR + 1, DELIMITERS_END));
        ACK answer = new ACK();
        answer.setParser(PARSER);
        for (String segment : segments) {
            if (segment.startsWith("MSA")) {
                PARSER.parse(answer.getMSA(), segment, delimiters);
            } else if (segment.startsWith("ERR")) {
                PARSER.parse(answer.getERR(), segment, delimiters);
            }
        }
        return read(answer);
    }

    private static Optional<Acknowledgement> read(ACK answer) throws HL7Exception {
        String code = get(answer.getMSA(), 1, 1);
        for (Code known : Code.values()) {
            if (known.name().equals(code)) {
                return Optional.of(
                        new Acknowledgement(
                                known,
                                get(answer.getMSA(), 2, 1),
                                number(get(answer.getERR(), 3, 1)),
                                text(answer)));
            }
        }
        return Optional.empty();
    }

    private static String get(Segment segment, int field, int component) throws HL7Exception {
        String value = Terser.get(segment, field, 0, component, 1);
        return value == null ? "" : value.strip();
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    }

    private static String text(ACK answer) throws HL7Exception {
        String[] texts = {
            get(answer.getERR(), 8, 1),
            get(answer.getERR(), 7, 1),
            get(answer.getERR(), 3, 2),
            get(answer.getMSA(), 3, 1)
        };
        return Arrays.stream(texts)
                .filter(text -> !text.isEmpty())
                .map(text -> SafeText.line(text, MAX_TEXT))
                .findFirst()
                .orElse("");
    }
}
