package org.brixianode.report;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.dicom.ObjectHeader;
import org.brixianode.dicom.Part10;
import org.brixianode.report.module.ContentTime;
import org.brixianode.report.module.Result;
import org.brixianode.report.module.ResultUids;
import org.brixianode.report.module.SourceObject;
import org.brixianode.study.FailureReason;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.PrivateFiles;
import org.brixianode.study.ResultForm;
import org.brixianode.study.StageException;

/**
 * Writes the result objects of a score. Stateless and thread-safe.
 *
 * <p>A repeated request with the same run, instant and prior writes identical files, so that a
 * crash between writing and committing is harmless.
 */
public final class ReportStage {

    private final ReportConfig config;
    private final ResultWriters writers;

    public ReportStage(ReportConfig config, ResultWriters writers) {
        this.config = config;
        this.writers = writers;
    }

    /**
     * Writes the requested result objects.
     *
     * @param folder folder of the files, created if necessary; each file is named by its SOP
     *     Instance UID
     * @return the objects in the writers' order; all files are synced
     * @throws StageException RETRY if the disk fails, PARK if the source's file is missing or its
     *     content cannot be reported
     */
    public List<OutgoingObject> write(ReportRequest request, Path folder) throws StageException {
        Result result = result(request);
        try {
            PrivateFiles.createFolders(folder);
            List<OutgoingObject> written = new ArrayList<>();
            for (ResultWriter writer : writers.of(wanted(request))) {
                Attributes dataset = writer.dataset(input(writer, request, result));
                written.add(store(writer, dataset, request.source().ref(), folder));
            }
            return List.copyOf(written);
        } catch (IOException e) {
            throw failure(FailureReason.RETRY, "writing the results of", request, e);
        } catch (RuntimeException e) {
            throw failure(FailureReason.PARK, "composing the results of", request, e);
        }
    }

    private Set<ResultForm> wanted(ReportRequest request) {
        return request.receivers().isEmpty() ? writers.usual() : request.receivers().keySet();
    }

    private ResultInput input(ResultWriter writer, ReportRequest request, Result result) {
        return new ResultInput(
                result,
                request.receivers().getOrDefault(writer.form(), Set.of()),
                Optional.of(request.radiograph())
                        .filter(radiograph -> writer.needs().contains(Need.RADIOGRAPH)),
                config.seriesNumbers().getOrDefault(writer.form().kind(), writer.seriesNumber()),
                config);
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
        ObjectHeader header =
                request.header().isPresent() ? request.header().get() : readAgain(request);
        return new SourceObject(
                request.source().ref(), header.transferSyntaxUid(), header.dataset());
    }

    private static ObjectHeader readAgain(ReportRequest request) throws StageException {
        try {
            Part10.Content file = Part10.readHeader(request.source().file());
            return new ObjectHeader(file.transferSyntaxUid(), file.dataset());
        } catch (NoSuchFileException e) {
            throw failure(FailureReason.PARK, "finding the file of", request, e);
        } catch (IOException e) {
            throw failure(FailureReason.RETRY, "reading the header of", request, e);
        }
    }

    private OutgoingObject store(
            ResultWriter writer, Attributes dataset, InstanceRef source, Path folder)
            throws IOException {
        InstanceRef ref =
                new InstanceRef(
                        source.studyUid(),
                        dataset.getString(Tag.SeriesInstanceUID),
                        dataset.getString(Tag.SOPClassUID),
                        dataset.getString(Tag.SOPInstanceUID));
        Path file = folder.resolve(ref.sopInstanceUid() + ".dcm");
        OutgoingObject object =
                new OutgoingObject(writer.form().kind(), ref, source.sopInstanceUid(), file);
        if (!writer.form().isOf(object)) {
            throw new IllegalStateException(
                    "the writer of " + writer.form() + " composed a " + ref.sopClassUid());
        }
        writer.media().write(file, dataset);
        return object;
    }

    private static StageException failure(
            FailureReason reason, String what, ReportRequest request, Exception cause) {
        return new StageException(
                reason,
                what + " " + request.source().ref().sopInstanceUid() + " failed: " + cause,
                cause);
    }
}
