package org.brixianode.send.hl7;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.parser.CanonicalModelClassFactory;
import ca.uhn.hl7v2.parser.ParserConfiguration;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.util.Optional;
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

        boolean isAccept() {
            return this == AA || this == CA;
        }

        boolean isError() {
            return this == AE || this == CE;
        }
    }

    /**
     * @return empty if the text is no acknowledgement
     */
    static Optional<Acknowledgement> parse(String message) {
        try {
            synchronized (PARSER) {
                return read(PARSER.parse(message));
            }
        } catch (HL7Exception | RuntimeException | StackOverflowError e) {
            // HAPI throws unchecked exceptions on some malformed messages.
            return Optional.empty();
        }
    }

    private static Optional<Acknowledgement> read(Message message) throws HL7Exception {
        Terser fields = new Terser(message);
        String code = get(fields, "/.MSA-1");
        for (Code known : Code.values()) {
            if (known.name().equals(code)) {
                return Optional.of(
                        new Acknowledgement(
                                known,
                                get(fields, "/.MSA-2"),
                                number(get(fields, "/.ERR-3-1")),
                                text(fields)));
            }
        }
        return Optional.empty();
    }

    private static String get(Terser fields, String path) {
        try {
            String value = fields.get(path);
            return value == null ? "" : value.strip();
        } catch (HL7Exception e) {
            // The segment is absent.
            return "";
        }
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    }

    private static String text(Terser fields) {
        for (String path : new String[] {"/.ERR-8", "/.ERR-7", "/.ERR-3-2", "/.MSA-3"}) {
            String text = get(fields, path);
            if (!text.isEmpty()) {
                return SafeText.line(text, MAX_TEXT);
            }
        }
        return "";
    }
}
