package org.brixianode.report.sr;

import java.util.EnumSet;
import java.util.Set;
import org.brixianode.dicom.SopClasses;
import org.brixianode.report.module.Result;
import org.brixianode.study.ResultForm;
import org.brixianode.study.ResultKind;

/** The forms of a Structured Report. */
public enum SrForm {
    /** TID 1500; the default. */
    COMPREHENSIVE_3D(
            SopClasses.COMPREHENSIVE_3D_SR, EnumSet.allOf(ValueType.class), MeasurementReport::of),
    /** The same content for workstations that do not know the newer SOP class. */
    COMPREHENSIVE(
            SopClasses.COMPREHENSIVE_SR, EnumSet.allOf(ValueType.class), MeasurementReport::of),
    /** Headed text for workstations that show nothing else (PS3.3 A.35.1: no NUM, SCOORD). */
    BASIC_TEXT(
            SopClasses.BASIC_TEXT_SR,
            EnumSet.complementOf(EnumSet.of(ValueType.NUM, ValueType.SCOORD)),
            (result, form, regions) -> BasicTextReport.of(result, form));

    /** Builds a content tree. */
    @FunctionalInterface
    interface Template {
        ContentItem of(Result result, SrForm form, ZoneRegions regions);
    }

    private final String sopClassUid;
    private final Set<ValueType> valueTypes;
    private final Template template;

    SrForm(String sopClassUid, Set<ValueType> valueTypes, Template template) {
        this.sopClassUid = sopClassUid;
        this.valueTypes = valueTypes;
        this.template = template;
    }

    String sopClassUid() {
        return sopClassUid;
    }

    /** Whether it can show where in the image the zones are. */
    boolean hasRegions() {
        return valueTypes.contains(ValueType.SCOORD);
    }

    /** The result form; all forms are of one kind. */
    public ResultForm resultForm() {
        return new ResultForm(ResultKind.REPORT, name(), sopClassUid);
    }

    /**
     * The content tree of this form.
     *
     * @throws IllegalStateException if it contains a value type that the SOP class does not permit
     */
    ContentItem content(Result result, ZoneRegions regions) {
        return checked(template.of(result, this, regions));
    }

    /**
     * The same tree.
     *
     * @throws IllegalStateException if it contains a value type that the SOP class does not permit
     */
    ContentItem checked(ContentItem root) {
        requirePermitted(root);
        return root;
    }

    private void requirePermitted(ContentItem item) {
        if (!valueTypes.contains(item.value().type())) {
            throw new IllegalStateException(item.value().type() + " in " + this);
        }
        item.children().forEach(child -> requirePermitted(child.item()));
    }
}
