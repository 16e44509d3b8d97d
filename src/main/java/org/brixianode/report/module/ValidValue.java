package org.brixianode.report.module;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.VR;

/**
 * Converts a copied value to the form and length of its VR (PS3.5 6.2).
 *
 * <p>A date or a number in another form is rewritten, a text that is too long is truncated at a
 * character, and a value that cannot be corrected is omitted. An identifier is never truncated,
 * since a part of it could identify another order.
 */
final class ValidValue {

    private static final int PERSON_NAME_GROUP = 64;
    private static final int PERSON_NAME_GROUPS = 3;
    private static final int PERSON_NAME_COMPONENTS = 5;
    private static final int DECIMAL_STRING = 16;
    private static final int UID = 64;

    /** Identifiers of an order, a code or a person, which are omitted if too long. */
    private static final Set<Integer> IDENTIFIERS =
            Set.of(
                    Tag.AccessionNumber,
                    Tag.StudyID,
                    Tag.AdmissionID,
                    Tag.IssuerOfPatientID,
                    Tag.PatientID,
                    Tag.RequestedProcedureID,
                    Tag.ScheduledProcedureStepID,
                    Tag.PlacerOrderNumberImagingServiceRequest,
                    Tag.FillerOrderNumberImagingServiceRequest,
                    Tag.CodeValue,
                    Tag.CodingSchemeDesignator);

    /** Texts with a Value Multiplicity of 1-n (PS3.6 6); others have one value. */
    private static final Set<Integer> SEVERAL = Set.of(Tag.DeidentificationMethod);

    /**
     * @param values as decoded
     * @return the values, corrected values, or none
     */
    static List<String> of(int tag, VR vr, List<String> values) {
        return switch (vr) {
            case DA -> each(values, DateTimeText::date);
            case TM -> each(values, DateTimeText::time);
            case DT -> each(values, DateTimeText::dateTime);
            case CS -> each(values, value -> code(tag, value));
            case DS -> each(values, ValidValue::decimal);
            case IS -> each(values, ValidValue::whole);
            case AS -> each(values, ValidValue::age);
            case UI -> each(values, ValidValue::uid);
            case AE -> each(values, value -> matching(value.strip(), "[\\x20-\\x7e]{1,16}"));
            case PN -> first(values).map(ValidValue::personName).stream().toList();
            case SH -> text(tag, values, 16);
            case LO -> text(tag, values, 64);
            case ST -> paragraph(values, 1024);
            case LT -> paragraph(values, 10240);
            default -> values;
        };
    }

    private interface Mending {
        Optional<String> of(String value);
    }

    private static List<String> each(List<String> values, Mending mending) {
        return values.stream().flatMap(value -> mending.of(value).stream()).toList();
    }

    private static Optional<String> first(List<String> values) {
        return values.stream().filter(value -> !value.isBlank()).findFirst();
    }

    private static Optional<String> matching(String value, String pattern) {
        return value.matches(pattern) ? Optional.of(value) : Optional.empty();
    }

    private static Optional<String> code(int tag, String value) {
        String upper = value.strip().toUpperCase(Locale.ROOT);
        if (tag == Tag.PatientSex) {
            return sex(upper);
        }
        return matching(upper, "[A-Z0-9_ ]{1,16}");
    }

    /** PS3.3 C.7.1.1 defines M, F and O. */
    private static Optional<String> sex(String value) {
        return switch (value) {
            case "M", "MALE", "MAN" -> Optional.of("M");
            case "F", "FEMALE", "W", "WOMAN" -> Optional.of("F");
            case "O", "OTHER" -> Optional.of("O");
            default -> Optional.empty();
        };
    }

    private static Optional<String> decimal(String value) {
        String plain = value.strip();
        if (plain.length() <= DECIMAL_STRING
                && plain.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
            return Optional.of(plain);
        }
        try {
            BigDecimal number = new BigDecimal(plain.replace(',', '.'));
            String text = number.toPlainString();
            if (text.length() > DECIMAL_STRING) {
                text = String.format(Locale.ROOT, "%.8G", number.round(MathContext.DECIMAL32));
            }
            return matching(text, ".{1,16}");
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> whole(String value) {
        try {
            Integer.parseInt(value.strip());
            return Optional.of(value.strip());
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> age(String value) {
        String upper = value.strip().toUpperCase(Locale.ROOT);
        return upper.matches("\\d{1,3}[DWMY]")
                ? Optional.of("0".repeat(4 - upper.length()) + upper)
                : Optional.empty();
    }

    private static Optional<String> uid(String value) {
        String plain = value.strip();
        return plain.length() <= UID
                ? matching(plain, "(0|[1-9]\\d*)(\\.(0|[1-9]\\d*))+")
                : Optional.empty();
    }

    /** At most three groups of five components; further components are appended to the last one. */
    private static String personName(String value) {
        return Arrays.stream(value.split("=", -1))
                .limit(PERSON_NAME_GROUPS)
                .map(ValidValue::nameGroup)
                .collect(Collectors.joining("="));
    }

    private static String nameGroup(String group) {
        String[] parts = group.replaceAll("\\p{Cntrl}", " ").split("\\^", -1);
        int kept = Math.min(parts.length, PERSON_NAME_COMPONENTS);
        String rest = String.join(" ", Arrays.asList(parts).subList(kept, parts.length)).strip();
        String name = String.join("^", Arrays.asList(parts).subList(0, kept));
        return cut(rest.isEmpty() ? name : name + " " + rest, PERSON_NAME_GROUP);
    }

    private static List<String> text(int tag, List<String> values, int most) {
        if (SEVERAL.contains(tag)) {
            return values.stream().flatMap(value -> line(value, most, false).stream()).toList();
        }
        boolean identifier = IDENTIFIERS.contains(tag);
        String joined =
                identifier
                        ? first(values).orElse("")
                        : values.stream()
                                .filter(value -> !value.isBlank())
                                .collect(Collectors.joining("/"));
        return line(joined, most, identifier).stream().toList();
    }

    /** Empty for a blank text, and for one that is too long and must not be truncated. */
    private static Optional<String> line(String text, int most, boolean whole) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        boolean tooLong = length(line.strip()) > most;
        if (line.isBlank() || tooLong && whole) {
            return Optional.empty();
        }
        return Optional.of(length(line) > most ? cut(line.strip(), most) : line);
    }

    private static List<String> paragraph(List<String> values, int most) {
        return values.stream()
                .map(value -> cut(value.replaceAll("[\\p{Cntrl}&&[^\\r\\n\\t\\f]]", " "), most))
                .toList();
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String cut(String text, int most) {
        return length(text) <= most ? text : text.substring(0, text.offsetByCodePoints(0, most));
    }

    private ValidValue() {}
}
