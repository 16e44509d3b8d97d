package org.brixianode.cli;

import java.util.List;
import org.brixianode.report.registry.StandardResults;
import org.brixianode.study.ResultKind;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts the configuration's name of a result kind, ignoring case. */
final class KindChoice implements ITypeConverter<ResultKind> {

    private static final List<ResultKind> KNOWN = StandardResults.WRITERS.kinds();

    @Override
    public ResultKind convert(String value) {
        return KNOWN.stream()
                .filter(kind -> kind.label().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(
                        () ->
                                new TypeConversionException(
                                        "'%s' is none of %s"
                                                .formatted(
                                                        value,
                                                        KNOWN.stream()
                                                                .map(ResultKind::label)
                                                                .toList())));
    }
}
