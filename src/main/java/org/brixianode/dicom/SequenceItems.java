package org.brixianode.dicom;

import java.util.List;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Sequence;

/** The items of a sequence (PS3.5 7.5). */
public final class SequenceItems {

    /**
     * @return in their order; none where the sequence is absent or has no items
     */
    public static List<Attributes> of(Attributes dataset, int sequenceTag) {
        Sequence items = dataset.getSequence(sequenceTag);
        return items == null ? List.of() : List.copyOf(items);
    }

    private SequenceItems() {}
}
