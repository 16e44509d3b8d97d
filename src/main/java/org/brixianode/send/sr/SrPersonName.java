package org.brixianode.send.sr;

import java.util.ArrayList;
import java.util.List;

/**
 * One component group of a person name (PS3.5 6.2.1.1), each component without surrounding spaces.
 */
public record SrPersonName(
        Group group, String family, String given, String middle, String prefix, String suffix) {

    /** The component groups in their order. */
    public enum Group {
        ALPHABETIC,
        IDEOGRAPHIC,
        PHONETIC
    }

    /** The groups of a value of VR PN that are not empty. */
    static List<SrPersonName> parse(String value) {
        List<SrPersonName> names = new ArrayList<>();
        String[] groups = value.split("=", -1);
        for (Group group : Group.values()) {
            if (group.ordinal() < groups.length) {
                SrPersonName name = of(group, groups[group.ordinal()].split("\\^", -1));
                if (!name.text().isEmpty()) {
                    names.add(name);
                }
            }
        }
        return List.copyOf(names);
    }

    private static SrPersonName of(Group group, String[] parts) {
        return new SrPersonName(
                group,
                part(parts, 0),
                part(parts, 1),
                part(parts, 2),
                part(parts, 3),
                part(parts, 4));
    }

    private static String part(String[] parts, int index) {
        return index < parts.length ? parts[index].strip() : "";
    }

    /** The components in the order in which a name is spoken; empty if all are. */
    public String text() {
        return String.join(" ", prefix, given, middle, family, suffix)
                .replaceAll(" {2,}", " ")
                .strip();
    }
}
