package org.brixianode.report.sr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.brixianode.report.module.Code;
import org.brixianode.report.module.Codes;
import org.brixianode.report.module.DateTimeText;
import org.brixianode.report.module.SourceObject;

/** TID 1600 Image Library with one entry (TID 1601) and its descriptors (TID 1602, 1603). */
final class ImageLibrary {

    private static final String TEMPLATE = "1600";

    static ContentItem of(SourceObject source) {
        ContentItem entry =
                ContentItem.image(source.ref())
                        .with(Relationship.HAS_ACQ_CONTEXT, descriptors(source));
        return ContentItem.container(Codes.IMAGE_LIBRARY, TEMPLATE)
                .contains(ContentItem.container(Codes.IMAGE_LIBRARY_GROUP).contains(entry));
    }

    /** Omits descriptors that the source lacks or that violate their VR. */
    private static List<ContentItem> descriptors(SourceObject source) {
        List<ContentItem> items = new ArrayList<>();
        String modality = source.text(Tag.Modality).orElse("");
        items.add(ContentItem.code(Codes.MODALITY, Codes.modality(modality)));
        date(source, Tag.StudyDate, Codes.STUDY_DATE).ifPresent(items::add);
        time(source, Tag.StudyTime, Codes.STUDY_TIME).ifPresent(items::add);
        date(source, Tag.AcquisitionDate, Codes.ACQUISITION_DATE).ifPresent(items::add);
        time(source, Tag.AcquisitionTime, Codes.ACQUISITION_TIME).ifPresent(items::add);
        pixels(source, Tag.Rows, Codes.PIXEL_DATA_ROWS).ifPresent(items::add);
        pixels(source, Tag.Columns, Codes.PIXEL_DATA_COLUMNS).ifPresent(items::add);
        source.text(Tag.ViewPosition)
                .flatMap(Codes::view)
                .map(view -> ContentItem.code(Codes.IMAGE_VIEW, view))
                .ifPresent(items::add);
        return items;
    }

    private static Optional<ContentItem> date(SourceObject source, int tag, Code concept) {
        return source.text(tag)
                .flatMap(DateTimeText::date)
                .map(value -> ContentItem.date(concept, value));
    }

    private static Optional<ContentItem> time(SourceObject source, int tag, Code concept) {
        return source.text(tag)
                .flatMap(DateTimeText::time)
                .map(value -> ContentItem.time(concept, value));
    }

    private static Optional<ContentItem> pixels(SourceObject source, int tag, Code concept) {
        return source.integer(tag)
                .map(value -> ContentItem.num(concept, value.toString(), Codes.UNIT_PIXELS));
    }

    private ImageLibrary() {}
}
