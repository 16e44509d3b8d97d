package org.brixianode.report.sr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.report.module.Code;
import org.brixianode.study.InstanceRef;

/**
 * A node of a report's content tree (PS3.3 C.17.3). Immutable; {@code with...} methods give a new
 * one.
 *
 * @param concept the concept name; empty only for a reference
 * @param value the value
 * @param children its child items, in order
 */
record ContentItem(Optional<Code> concept, ItemValue value, List<Child> children) {

    /** A child item with its relationship. */
    record Child(Relationship relationship, ContentItem item) {}

    /**
     * @throws IllegalArgumentException if the concept name is missing or a relationship is not
     *     permitted
     */
    ContentItem {
        children = List.copyOf(children);
        if (concept.isEmpty() && !(value instanceof ItemValue.Reference)) {
            throw new IllegalArgumentException(value.type() + " without a concept name");
        }
        for (Child child : children) {
            ValueType target = child.item().value().type();
            if (!child.relationship().permits(value.type(), target)) {
                throw new IllegalArgumentException(
                        value.type() + " " + child.relationship().term() + " " + target);
            }
        }
    }

    private static ContentItem of(Code concept, ItemValue value) {
        return new ContentItem(Optional.of(concept), value, List.of());
    }

    static ContentItem container(Code concept) {
        return of(concept, new ItemValue.Container(Optional.empty()));
    }

    /**
     * @param template number of the template of which this container is the first row
     */
    static ContentItem container(Code concept, String template) {
        return of(concept, new ItemValue.Container(Optional.of(template)));
    }

    static ContentItem text(Code concept, String text) {
        return of(concept, new ItemValue.Text(text));
    }

    static ContentItem code(Code concept, Code value) {
        return of(concept, new ItemValue.Coded(value));
    }

    static ContentItem num(Code concept, String number, Code unit) {
        return of(concept, new ItemValue.Num(number, unit));
    }

    static ContentItem uidRef(Code concept, String uid) {
        return of(concept, new ItemValue.UidRef(uid));
    }

    static ContentItem date(Code concept, String date) {
        return of(concept, new ItemValue.Date(date));
    }

    static ContentItem time(Code concept, String time) {
        return of(concept, new ItemValue.Time(time));
    }

    /**
     * @param points column and row of each point
     */
    static ContentItem polyline(Code concept, float[] points) {
        return of(concept, new ItemValue.Polyline(points));
    }

    /** An image without a concept name. */
    static ContentItem image(InstanceRef ref) {
        return new ContentItem(
                Optional.empty(), new ItemValue.Reference(ValueType.IMAGE, ref), List.of());
    }

    /**
     * @param purpose purpose of the reference
     */
    static ContentItem image(Code purpose, InstanceRef ref) {
        return of(purpose, new ItemValue.Reference(ValueType.IMAGE, ref));
    }

    /** Another object without a concept name. */
    static ContentItem composite(InstanceRef ref) {
        return new ContentItem(
                Optional.empty(), new ItemValue.Reference(ValueType.COMPOSITE, ref), List.of());
    }

    static ContentItem composite(Code purpose, InstanceRef ref) {
        return of(purpose, new ItemValue.Reference(ValueType.COMPOSITE, ref));
    }

    ContentItem with(Relationship relationship, List<ContentItem> items) {
        List<Child> more = new ArrayList<>(children);
        items.forEach(item -> more.add(new Child(relationship, item)));
        return new ContentItem(concept, value, more);
    }

    ContentItem contains(ContentItem... items) {
        return with(Relationship.CONTAINS, List.of(items));
    }

    ContentItem hasConceptMod(ContentItem... items) {
        return with(Relationship.HAS_CONCEPT_MOD, List.of(items));
    }

    ContentItem hasObsContext(ContentItem... items) {
        return with(Relationship.HAS_OBS_CONTEXT, List.of(items));
    }

    ContentItem inferredFrom(ContentItem... items) {
        return with(Relationship.INFERRED_FROM, List.of(items));
    }

    /** Writes the item and its descendants (PS3.3 Table C.17.3-3). */
    void writeTo(Attributes target) {
        target.setString(Tag.ValueType, VR.CS, value.type().name());
        concept.ifPresent(code -> code.writeTo(target, Tag.ConceptNameCodeSequence));
        value.writeTo(target);
        if (children.isEmpty()) {
            return;
        }
        Sequence content = target.newSequence(Tag.ContentSequence, children.size());
        for (Child child : children) {
            Attributes item = new Attributes();
            item.setString(Tag.RelationshipType, VR.CS, child.relationship().term());
            child.item().writeTo(item);
            content.add(item);
        }
    }
}
