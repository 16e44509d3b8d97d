package org.brixianode.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.brixianode.study.HeatKind;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts the configuration's name of a heatmap kind. */
final class MapChoice implements ITypeConverter<HeatKind> {

    @Override
    public HeatKind convert(String value) {
        for (HeatKind kind : HeatKind.values()) {
            if (label(kind).equals(value)) {
                return kind;
            }
        }
        List<String> known = Arrays.stream(HeatKind.values()).map(MapChoice::label).toList();
        throw new TypeConversionException("'" + value + "' is none of " + known);
    }

    private static String label(HeatKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
