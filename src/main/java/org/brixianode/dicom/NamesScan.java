package org.brixianode.dicom;

import java.io.IOException;
import java.util.Map;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.Fragments;
import org.aoju.bus.image.galaxy.data.Sequence;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.galaxy.io.ImageInputHandler;
import org.aoju.bus.image.galaxy.io.ImageInputStream;

/** Parses the beginning of a data set and keeps only selected short values. */
final class NamesScan implements ImageInputHandler {

    private static final Map<Integer, VR> UIDS =
            Map.of(
                    Tag.SOPClassUID, VR.UI,
                    Tag.SOPInstanceUID, VR.UI,
                    Tag.StudyInstanceUID, VR.UI,
                    Tag.SeriesInstanceUID, VR.UI);

    private static final long MAX_BYTES = 1 << 25;
    private static final int MAX_DEPTH = 32;

    /**
     * Longest value that is read, so that a UID of more than 64 characters (PS3.5 9.1) is
     * recognised as invalid.
     */
    private static final int MAX_VALUE_BYTES = 1 << 10;

    /**
     * Ends the parsing; the library offers no other way to stop after a tag that may be missing.
     */
    private static final class StopParsing extends IOException {
        private static final long serialVersionUID = 1L;
        static final StopParsing INSTANCE = new StopParsing();

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }

    private final Attributes names = new Attributes();

    private final Map<Integer, VR> wanted;
    private final int last;

    private NamesScan(Map<Integer, VR> wanted, int last) {
        this.wanted = wanted;
        this.last = last;
    }

    /**
     * Reads the four UIDs, up to the Series Instance UID.
     *
     * @param in at the start of the data set
     * @throws IOException if the data set is damaged, too deep, or too long before the UIDs
     */
    static Attributes read(ImageInputStream in) throws IOException {
        return read(in, UIDS, Tag.SeriesInstanceUID);
    }

    /**
     * Reads other values.
     *
     * @param in at the start of the data set
     * @param wanted the attributes to keep, with their value representations
     * @param last the last tag to read
     * @throws IOException if the data set is damaged, too deep, or too long before the last one
     */
    static Attributes read(ImageInputStream in, Map<Integer, VR> wanted, int last)
            throws IOException {
        NamesScan scan = new NamesScan(wanted, last);
        in.setImageInputHandler(scan);
        try {
            DicomInput.readDataset(in, DicomInput.NO_STOP);
        } catch (StopParsing e) {
            return scan.names;
        }
        return scan.names;
    }

    @Override
    public void readValue(ImageInputStream in, Attributes attrs) throws IOException {
        boolean top = in.level() == 0;
        if (top && Integer.compareUnsigned(in.tag(), last) > 0) {
            throw StopParsing.INSTANCE;
        }
        if (top && wanted.containsKey(in.tag())) {
            keep(in);
        } else {
            skipOrDescend(in, attrs);
        }
    }

    private void keep(ImageInputStream in) throws IOException {
        if (in.length() < 0 || in.length() > MAX_VALUE_BYTES) {
            throw new IOException(wanted.get(in.tag()) + " value of " + in.length() + " bytes");
        }
        int tag = in.tag();
        names.setBytes(tag, wanted.get(tag), in.readValue());
    }

    /**
     * Lets the library descend into sequences and values of undefined length, and skips other
     * values.
     */
    private static void skipOrDescend(ImageInputStream in, Attributes attrs) throws IOException {
        if (in.vr() == VR.SQ || in.length() == -1) {
            in.readValue(in, attrs);
        } else {
            skip(in);
        }
    }

    private static void skip(ImageInputStream in) throws IOException {
        if (in.length() < 0 || in.getPosition() + in.length() > MAX_BYTES) {
            throw new IOException("more than " + MAX_BYTES + " bytes before the UIDs");
        }
        in.skipFully(in.length());
    }

    @Override
    public void readValue(ImageInputStream in, Sequence seq) throws IOException {
        if (in.level() > MAX_DEPTH) {
            throw new IOException("sequences nested deeper than " + MAX_DEPTH);
        }
        if (in.length() != 0) {
            in.readAttributes(new Attributes(), in.length(), Tag.ItemDelimitationItem);
        }
    }

    @Override
    public void readValue(ImageInputStream in, Fragments fragments) throws IOException {
        skip(in);
    }

    @Override
    public void startDataset(ImageInputStream in) {}

    @Override
    public void endDataset(ImageInputStream in) {}
}
