package org.brixianode.report.sr;

import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.brixianode.report.module.Code;
import org.brixianode.study.InstanceRef;

/** The value of a content item (PS3.3 C.17.3.2, C.18). */
sealed interface ItemValue {

    ValueType type();

    /** Writes the value's attributes into the content item. */
    void writeTo(Attributes item);

    /**
     * A heading (PS3.3 C.18.8).
     *
     * @param template number of the template that defines it and what it contains, if one does
     */
    record Container(Optional<String> template) implements ItemValue {
        @Override
        public ValueType type() {
            return ValueType.CONTAINER;
        }

        @Override
        public void writeTo(Attributes item) {
            item.setString(Tag.ContinuityOfContent, VR.CS, "SEPARATE");
            template.ifPresent(
                    id -> {
                        Attributes template = new Attributes();
                        item.newSequence(Tag.ContentTemplateSequence, 1).add(template);
                        template.setString(Tag.MappingResource, VR.CS, "DCMR");
                        template.setString(Tag.TemplateIdentifier, VR.CS, id);
                    });
        }
    }

    /** Plain text, lines separated by line feeds (PS3.3 C.18.3). */
    record Text(String text) implements ItemValue {
        public Text {
            require(!text.isBlank(), "a text that is empty");
        }

        @Override
        public ValueType type() {
            return ValueType.TEXT;
        }

        @Override
        public void writeTo(Attributes item) {
            item.setString(Tag.TextValue, VR.UT, text.replace("\n", "\r\n"));
        }
    }

    /** A coded value (PS3.3 C.18.2). */
    record Coded(Code code) implements ItemValue {
        @Override
        public ValueType type() {
            return ValueType.CODE;
        }

        @Override
        public void writeTo(Attributes item) {
            code.writeTo(item, Tag.ConceptCodeSequence);
        }
    }

    /**
     * A measurement (PS3.3 C.18.1).
     *
     * @param number VR DS, at most 16 characters
     * @param unit a UCUM code
     */
    record Num(String number, Code unit) implements ItemValue {
        public Num {
            require(number.matches("-?[0-9]{1,10}(\\.[0-9]{1,4})?"), "the number " + number);
            require(unit.scheme().equals("UCUM"), "the unit " + unit);
        }

        @Override
        public ValueType type() {
            return ValueType.NUM;
        }

        @Override
        public void writeTo(Attributes item) {
            Attributes measured = new Attributes();
            item.newSequence(Tag.MeasuredValueSequence, 1).add(measured);
            unit.writeTo(measured, Tag.MeasurementUnitsCodeSequence);
            measured.setString(Tag.NumericValue, VR.DS, number);
        }
    }

    /** A UID (PS3.3 Table C.17.3-7). */
    record UidRef(String uid) implements ItemValue {
        public UidRef {
            require(uid.matches("[0-9][0-9.]{0,62}[0-9]"), "the UID " + uid);
        }

        @Override
        public ValueType type() {
            return ValueType.UIDREF;
        }

        @Override
        public void writeTo(Attributes item) {
            item.setString(Tag.UID, VR.UI, uid);
        }
    }

    /** A date, VR DA. */
    record Date(String date) implements ItemValue {
        public Date {
            require(date.matches("[0-9]{8}"), "the date " + date);
        }

        @Override
        public ValueType type() {
            return ValueType.DATE;
        }

        @Override
        public void writeTo(Attributes item) {
            item.setString(Tag.Date, VR.DA, date);
        }
    }

    /** A time of day, VR TM. */
    record Time(String time) implements ItemValue {
        public Time {
            require(time.matches("[0-9]{2,6}(\\.[0-9]{1,6})?"), "the time " + time);
        }

        @Override
        public ValueType type() {
            return ValueType.TIME;
        }

        @Override
        public void writeTo(Attributes item) {
            item.setString(Tag.Time, VR.TM, time);
        }
    }

    /**
     * A line in an image (PS3.3 C.18.6).
     *
     * @param points column and row of each point, from the outer corner of the first pixel; the
     *     last point is the first where the line is closed
     */
    record Polyline(float[] points) implements ItemValue {

        private static final int LEAST = 4;

        public Polyline {
            require(points.length >= LEAST && points.length % 2 == 0, "a line without two points");
        }

        @Override
        public ValueType type() {
            return ValueType.SCOORD;
        }

        @Override
        public void writeTo(Attributes item) {
            item.setFloat(Tag.GraphicData, VR.FL, points);
            item.setString(Tag.GraphicType, VR.CS, "POLYLINE");
        }
    }

    /** An image or another composite object (PS3.3 C.18.4, Table C.18.3-1). */
    record Reference(ValueType type, InstanceRef ref) implements ItemValue {
        public Reference {
            require(
                    type == ValueType.IMAGE || type == ValueType.COMPOSITE,
                    "a reference of type " + type);
        }

        @Override
        public void writeTo(Attributes item) {
            item.newSequence(Tag.ReferencedSOPSequence, 1).add(References.sop(ref));
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("no content item can hold " + what);
        }
    }
}
