package org.brixianode.pixels;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.dicom.StorageClasses;
import org.brixianode.dicom.StudyFactsReader;
import org.brixianode.study.Acquisition;
import org.brixianode.study.FailureReason;
import org.brixianode.study.FailureText;
import org.brixianode.study.NotScoredCode;
import org.brixianode.study.Orientation;
import org.brixianode.study.Radiograph;
import org.brixianode.study.Raster;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.SafeText;
import org.brixianode.study.StageException;
import org.brixianode.study.StudyFacts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stage 3: decides by the header whether an object is scored, and decodes it. */
public final class PixelStage {

    private static final Logger LOG = LoggerFactory.getLogger(PixelStage.class);

    /** Of a message, in characters: it may quote the object. */
    private static final int LONGEST_CAUSE = 300;

    private final PixelsConfig config;

    public PixelStage(PixelsConfig config) {
        this.config = config;
    }

    /**
     * Reads the instance's file. A damaged object is refused, since a retry would not help.
     *
     * @throws StageException with RETRY if the node could not read its file
     */
    public PixelResult read(ReceivedInstance instance) throws StageException {
        try (ObjectFile object = ObjectFile.open(instance.file())) {
            return read(object);
        } catch (SpoolFile.SpoolReadException e) {
            throw new StageException(
                    FailureReason.RETRY, "reading " + instance.file() + ": " + e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            // The libraries throw unchecked exceptions on some malformed objects.
            String sopClass = instance.ref().sopClassUid();
            if (!sopClass.isEmpty() && !StorageClasses.isRadiograph(sopClass)) {
                return refused(Acceptance.otherThanRadiograph(sopClass), Optional.empty());
            }
            LOG.warn(
                    "instance {} is damaged: {}",
                    instance.ref().sopInstanceUid(),
                    SafeText.line(cause(e), LONGEST_CAUSE));
            LOG.debug("instance {} is damaged", instance.ref().sopInstanceUid(), e);
            return new PixelResult.Refused(
                    NotScoredCode.DAMAGED, "damaged object: " + cause(e), Optional.empty());
        }
    }

    /**
     * Reads patient and time of the acquisition of an instance that is not decoded.
     *
     * @throws StageException with RETRY if the node could not read its file, PARK if it is missing
     *     or damaged
     */
    public Acquisition acquisition(ReceivedInstance instance) throws StageException {
        try (ObjectFile object = ObjectFile.open(instance.file())) {
            return AcquisitionReader.of(object.header(), config.timeZone());
        } catch (IOException | RuntimeException e) {
            boolean passing =
                    e instanceof SpoolFile.SpoolReadException
                            && !(e.getCause() instanceof NoSuchFileException);
            throw new StageException(
                    passing ? FailureReason.RETRY : FailureReason.PARK,
                    "reading " + instance.file() + ": " + cause(e),
                    e);
        }
    }

    /** Reads the header only, by the same rules. Never fails: a damaged object is refused. */
    public HeaderLook look(ReceivedInstance instance) {
        if (!StorageClasses.isRadiograph(instance.ref().sopClassUid())) {
            return HeaderLook.REFUSED;
        }
        try (ObjectFile object = ObjectFile.open(instance.file())) {
            Acceptance.check(object.header(), config.words());
            return new HeaderLook(false, AcquisitionReader.of(object.header(), config.timeZone()));
        } catch (SpoolFile.SpoolReadException e) {
            return HeaderLook.NONE;
        } catch (IOException | NotScorable | RuntimeException e) {
            return HeaderLook.REFUSED;
        }
    }

    private PixelResult read(ObjectFile object) throws IOException {
        Optional<StudyFacts> facts = Optional.of(StudyFactsReader.of(object.header()));
        try {
            return accepted(object, facts);
        } catch (NotScorable e) {
            return refused(e, facts);
        }
    }

    private static PixelResult refused(NotScorable e, Optional<StudyFacts> facts) {
        return new PixelResult.Refused(e.code(), FailureText.of(e), facts);
    }

    private PixelResult accepted(ObjectFile object, Optional<StudyFacts> facts)
            throws IOException, NotScorable {
        Attributes header = object.header();
        Acceptance.check(header, config.words());
        PixelFormat format = PixelFormat.of(header, config);
        short[] cells = Decoders.cells(object, format);
        SpareBits bits = SpareBits.of(cells, format, header);
        Raster shown = GreyScale.render(cells, bits.format(), header);
        Raster square = SquarePixels.of(shown, header);
        Orientation orientation = OrientationReader.of(header).orElse(Orientation.UPRIGHT);
        List<String> remarks = new ArrayList<>(bits.remarks());
        orientation.remark().ifPresent(remarks::add);
        return new PixelResult.Accepted(
                new Radiograph(orientation.upright(square), remarks, orientation),
                AcquisitionReader.of(header, config.timeZone()),
                facts,
                object.kept());
    }

    private static String cause(Exception e) {
        if (e instanceof EOFException) {
            return e.getMessage() == null ? "the file ends too early" : e.getMessage();
        }
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return e instanceof ZipException ? "deflated data: " + message : message;
    }
}
