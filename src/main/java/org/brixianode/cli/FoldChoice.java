package org.brixianode.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One of a number of folds.
 *
 * @param index index of the fold, from 0
 * @param count number of folds
 */
record FoldChoice(int index, int count) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,3})/(\\d{1,3})");

    /** Reads {@code K/N}, K counted from 1. */
    static final class Converter implements ITypeConverter<FoldChoice> {
        @Override
        public FoldChoice convert(String value) {
            Matcher form = FORM.matcher(value);
            if (form.matches()) {
                int index = Integer.parseInt(form.group(1));
                int count = Integer.parseInt(form.group(2));
                if (count >= 2 && index >= 1 && index <= count) {
                    return new FoldChoice(index - 1, count);
                }
            }
            throw new TypeConversionException(
                    "'" + value + "' is not a fold: K/N with N from 2 and K from 1 to N");
        }
    }
}
