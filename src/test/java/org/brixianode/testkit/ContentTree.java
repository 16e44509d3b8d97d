package org.brixianode.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;

/** Finds items of a report's content tree by their concept's code value. */
public final class ContentTree {

    public static List<Attributes> children(Attributes item, String concept) {
        List<Attributes> found = new ArrayList<>();
        for (Attributes child : item.getSequence(Tag.ContentSequence)) {
            if (concept.equals(code(child, Tag.ConceptNameCodeSequence))) {
                found.add(child);
            }
        }
        return found;
    }

    /** The items with a concept at any depth, the item itself too. */
    public static List<Attributes> all(Attributes item, String concept) {
        List<Attributes> found = new ArrayList<>();
        walk(
                item,
                one -> {
                    if (concept.equals(code(one, Tag.ConceptNameCodeSequence))) {
                        found.add(one);
                    }
                });
        return found;
    }

    /** Visits an item and those below it, in their order. */
    public static void walk(Attributes item, Consumer<Attributes> visitor) {
        visitor.accept(item);
        if (item.getSequence(Tag.ContentSequence) != null) {
            item.getSequence(Tag.ContentSequence).forEach(child -> walk(child, visitor));
        }
    }

    public static Attributes child(Attributes item, String concept) {
        List<Attributes> found = children(item, concept);
        assertThat(found).as(concept).hasSize(1);
        return found.get(0);
    }

    public static String code(Attributes item, int sequence) {
        Attributes code = item.getNestedDataset(sequence);
        return code == null ? "" : code.getString(Tag.CodeValue);
    }

    public static String value(Attributes item, String concept) {
        return code(child(item, concept), Tag.ConceptCodeSequence);
    }

    public static String number(Attributes item, String concept) {
        return child(item, concept)
                .getNestedDataset(Tag.MeasuredValueSequence)
                .getString(Tag.NumericValue);
    }

    public static String text(Attributes item, String concept) {
        return child(item, concept).getString(Tag.TextValue);
    }

    private ContentTree() {}
}
