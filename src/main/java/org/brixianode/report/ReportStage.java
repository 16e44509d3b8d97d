package org.brixianode.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.dicom.DurableFile;
import org.brixianode.dicom.Part10;
import org.brixianode.report.capture.HeatmapPicture;
import org.brixianode.report.capture.SecondaryCapture;
import org.brixianode.report.module.ContentTime;
import org.brixianode.report.module.Finding;
import org.brixianode.report.module.Result;
import org.brixianode.report.module.ResultUids;
import org.brixianode.report.module.SourceObject;
import org.brixianode.report.sr.SrForm;
import org.brixianode.report.sr.StructuredReport;
import org.brixianode.study.Acquisition;
import org.brixianode.study.EarlierResults;
import org.brixianode.study.FailureReason;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.PrivateFiles;
import org.brixianode.study.Radiograph;
import org.brixianode.study.ResultKind;
import org.brixianode.study.ScoreSheet;
import org.brixianode.study.StageException;

/**
 * Writes the result objects of a score. Thread-safe; holds no state but its configuration.
 *
 * <p>A repeated request with the same run, instant and prior writes the same files with the same
 * bytes, so that a crash between writing and remembering does no harm.
 */
public final class ReportStage {

    private final ReportConfig config;

    public ReportStage(ReportConfig config) {
        this.config = config;
    }

    /**
     * Writes one Structured Report for each wanted form and one heatmap.
     *
     * @param folder where the files go, created if need be; each is named by its SOP Instance UID
     * @return reports first, in the order of the forms, then the heatmap; all files are synced
     * @throws StageException RETRY if the disk failed, PARK if the source's file is gone or its
     *     content cannot be reported
     */
    public List<OutgoingObject> write(ReportRequest request, Path folder) throws StageException {
        Result result = result(request);
        try {
            PrivateFiles.createFolders(folder);
            List<OutgoingObject> written = new ArrayList<>();
            for (SrForm form : request.forms()) {
                written.add(
                        store(
                                StructuredReport.KIND,
                                StructuredReport.ref(result, form),
                                StructuredReport.dataset(result, form, config.reportSeriesNumber()),
                                result,
                                folder));
            }
            written.add(
                    store(
                            SecondaryCapture.KIND,
                            SecondaryCapture.ref(result),
                            SecondaryCapture.dataset(
                                    result, picture(request, result), config.heatmapSeriesNumber()),
                            result,
                            folder));
            return List.copyOf(written);
        } catch (IOException e) {
            throw failure(FailureReason.RETRY, "writing the results of", request, e);
        } catch (RuntimeException e) {
            throw failure(FailureReason.PARK, "composing the results of", request, e);
        }
    }

    /**
     * The heatmap as a picture, for those who want no DICOM object.
     *
     * @return of type {@link BufferedImage#TYPE_INT_RGB}
     * @throws StageException as {@link #write} does
     */
    public BufferedImage picture(ReportRequest request) throws StageException {
        Result result = result(request);
        try {
            return picture(request, result);
        } catch (RuntimeException e) {
            throw failure(FailureReason.PARK, "drawing the heatmap of", request, e);
        }
    }

    /**
     * The heatmap of a picture that came without a DICOM object.
     *
     * @return of type {@link BufferedImage#TYPE_INT_RGB}
     */
    public BufferedImage picture(Radiograph radiograph, ScoreSheet sheet, Instant scoredAt) {
        Finding finding =
                new Finding(
                        new Acquisition(Optional.empty(), Optional.empty()),
                        sheet,
                        ContentTime.of(
                                scoredAt, Optional.empty(), config.timeZone(), Optional.empty()),
                        new EarlierResults.NotLookedUp(EarlierResults.Reason.NO_MEMORY));
        return HeatmapPicture.draw(finding, radiograph, config.overlayOpacity());
    }

    /**
     * The picture in a heatmap object of the node's.
     *
     * @return absent if the file is another kind of object
     * @throws IOException if it cannot be read
     */
    public static Optional<BufferedImage> readHeatmap(Path file) throws IOException {
        return SecondaryCapture.picture(Part10.read(file).dataset());
    }

    /**
     * Writes a picture as PNG, durably.
     *
     * @throws IOException if the disk failed; then no file is there
     */
    public static void writePng(BufferedImage picture, Path file) throws IOException {
        DurableFile.write(
                file,
                out -> {
                    if (!ImageIO.write(picture, "png", out)) {
                        throw new IOException("this Java has no PNG writer");
                    }
                });
    }

    private BufferedImage picture(ReportRequest request, Result result) {
        return HeatmapPicture.draw(result.finding(), request.radiograph(), config.overlayOpacity());
    }

    private Result result(ReportRequest request) throws StageException {
        SourceObject source = source(request);
        return new Result(
                source,
                request.acquisition(),
                request.sheet(),
                ContentTime.of(
                        request.scoredAt(),
                        source.offsetFromUtc(),
                        config.timeZone(),
                        request.acquisition().takenAt()),
                new ResultUids(request.source(), request.sheet().model(), request.run()),
                request.earlier(),
                request.predecessor(),
                config.institution());
    }

    private static SourceObject source(ReportRequest request) throws StageException {
        try {
            Part10.Content file = Part10.readHeader(request.source().file());
            return new SourceObject(
                    request.source().ref(), file.transferSyntaxUid(), file.dataset());
        } catch (NoSuchFileException e) {
            throw failure(FailureReason.PARK, "finding the file of", request, e);
        } catch (IOException e) {
            throw failure(FailureReason.RETRY, "reading the header of", request, e);
        }
    }

    private static OutgoingObject store(
            ResultKind kind, InstanceRef ref, Attributes dataset, Result result, Path folder)
            throws IOException {
        Path file = folder.resolve(ref.sopInstanceUid() + ".dcm");
        if (kind.equals(SecondaryCapture.KIND)) {
            Part10.writeDeflated(file, dataset);
        } else {
            Part10.write(file, dataset);
        }
        return new OutgoingObject(kind, ref, result.source().ref().sopInstanceUid(), file);
    }

    private static StageException failure(
            FailureReason reason, String what, ReportRequest request, Exception cause) {
        return new StageException(
                reason,
                what + " " + request.source().ref().sopInstanceUid() + " failed: " + cause,
                cause);
    }
}
