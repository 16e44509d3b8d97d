package org.brixianode.report;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.brixianode.dicom.ObjectHeader;
import org.brixianode.dicom.Part10;
import org.brixianode.report.module.ContentTime;
import org.brixianode.report.module.Provenance;
import org.brixianode.report.module.Refusal;
import org.brixianode.report.module.Rejection;
import org.brixianode.report.module.Result;
import org.brixianode.report.module.ResultUids;
import org.brixianode.report.module.SourceObject;
import org.brixianode.study.Acquisition;
import org.brixianode.study.FailureReason;
import org.brixianode.study.InstanceRef;
import org.brixianode.study.ModelIdentity;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.PrivateFiles;
import org.brixianode.study.ReceivedInstance;
import org.brixianode.study.ResultForm;
import org.brixianode.study.ScoringRun;
import org.brixianode.study.StageException;

/**
 * Writes the result objects of a score, or those that say why there is none. Stateless and
 * thread-safe.
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
            List<ResultWriter> applying = applying(request, result);
            for (ResultWriter writer : applying) {
                Attributes dataset =
                        writer.dataset(input(writer, applying, request, result, written));
                written.add(
                        store(
                                writer.form(),
                                writer.media(),
                                dataset,
                                request.source().ref(),
                                folder));
            }
            return List.copyOf(written);
        } catch (IOException e) {
            throw failure(FailureReason.RETRY, "writing the results of", request.source(), e);
        } catch (RuntimeException e) {
            throw failure(FailureReason.PARK, "composing the results of", request.source(), e);
        }
    }

    /**
     * Writes the requested objects that say why an image has no score.
     *
     * @param model the model that has looked at it
     * @param folder as for results
     * @throws StageException as for results
     */
    public List<OutgoingObject> write(RefusalRequest request, ModelIdentity model, Path folder)
            throws StageException {
        ReceivedInstance image = request.source();
        List<RefusalWriter> wanted = writers.refusalsOf(request.forms());
        if (wanted.isEmpty()) {
            return List.of();
        }
        Provenance provenance =
                provenance(
                        image,
                        request.header(),
                        request.acquisition(),
                        model,
                        request.refusedAt(),
                        request.run());
        try {
            PrivateFiles.createFolders(folder);
            List<OutgoingObject> written = new ArrayList<>();
            for (RefusalWriter writer : wanted) {
                Attributes dataset =
                        writer.dataset(
                                new Refusal(provenance, request.reason()),
                                seriesNumber(writer.form(), writer.seriesNumber()));
                written.add(store(writer.form(), Media.DICOM, dataset, image.ref(), folder));
            }
            return List.copyOf(written);
        } catch (IOException e) {
            throw failure(FailureReason.RETRY, "writing the refusal of", image, e);
        } catch (RuntimeException e) {
            throw failure(FailureReason.PARK, "composing the refusal of", image, e);
        }
    }

    /**
     * Writes the requested rejection note.
     *
     * @param model the model of the node
     * @param folder as for results
     * @throws StageException as for results
     */
    public OutgoingObject write(RejectionRequest request, ModelIdentity model, Path folder)
            throws StageException {
        ReceivedInstance image = request.source();
        try {
            PrivateFiles.createFolders(folder);
            RejectionWriter writer = writers.rejectionOf(request.form());
            Attributes dataset =
                    writer.dataset(
                            new Rejection(
                                    provenance(
                                            image,
                                            Optional.empty(),
                                            request.acquisition(),
                                            model,
                                            request.at(),
                                            request.run()),
                                    request.reason(),
                                    request.rejected(),
                                    request.destination()),
                            seriesNumber(writer.form(), writer.seriesNumber()));
            return store(writer.form(), Media.DICOM, dataset, image.ref(), folder);
        } catch (IOException e) {
            throw failure(FailureReason.RETRY, "writing the rejection of results of", image, e);
        } catch (RuntimeException e) {
            throw failure(FailureReason.PARK, "composing the rejection of results of", image, e);
        }
    }

    private int seriesNumber(ResultForm form, int ifNotConfigured) {
        return config.seriesNumbers().getOrDefault(form.kind(), ifNotConfigured);
    }

    private Set<ResultForm> wanted(ReportRequest request) {
        return request.receivers().isEmpty() ? writers.usual() : request.receivers().keySet();
    }

    private List<ResultWriter> applying(ReportRequest request, Result result) {
        return writers.of(wanted(request)).stream()
                .filter(writer -> writer.appliesTo(result, config))
                .toList();
    }

    private ResultInput input(
            ResultWriter writer,
            List<ResultWriter> applying,
            ReportRequest request,
            Result result,
            List<OutgoingObject> written) {
        Set<String> receivers = receivers(writer.form(), request);
        return new ResultInput(
                result,
                receivers,
                applying.stream()
                        .map(ResultWriter::form)
                        .filter(form -> !form.equals(writer.form()))
                        .filter(form -> receivers(form, request).containsAll(receivers))
                        .collect(Collectors.toSet()),
                written.stream()
                        .filter(object -> receivers(object, request).containsAll(receivers))
                        .map(OutgoingObject::ref)
                        .toList(),
                Optional.of(request.radiograph())
                        .filter(radiograph -> writer.needs().contains(Need.RADIOGRAPH)),
                seriesNumber(writer.form(), writer.seriesNumber()),
                config);
    }

    private static Set<String> receivers(ResultForm form, ReportRequest request) {
        return request.receivers().getOrDefault(form, Set.of());
    }

    private static Set<String> receivers(OutgoingObject object, ReportRequest request) {
        return request.receivers().entrySet().stream()
                .filter(entry -> entry.getKey().isOf(object))
                .flatMap(entry -> entry.getValue().stream())
                .collect(Collectors.toSet());
    }

    private Result result(ReportRequest request) throws StageException {
        Provenance from =
                provenance(
                        request.source(),
                        request.header(),
                        request.acquisition(),
                        request.sheet().model(),
                        request.scoredAt(),
                        request.run());
        return new Result(
                from.source(),
                request.acquisition(),
                request.sheet(),
                from.time(),
                from.uids(),
                request.earlier(),
                request.predecessor(),
                from.institution());
    }

    private Provenance provenance(
            ReceivedInstance image,
            Optional<ObjectHeader> header,
            Acquisition acquisition,
            ModelIdentity model,
            Instant at,
            ScoringRun run)
            throws StageException {
        SourceObject source = source(image, header);
        ContentTime time =
                ContentTime.of(
                        at, source.offsetFromUtc(), config.timeZone(), acquisition.takenAt());
        return new Provenance(
                source, model, time, new ResultUids(image, model, run), config.institution());
    }

    private static SourceObject source(ReceivedInstance image, Optional<ObjectHeader> known)
            throws StageException {
        ObjectHeader header = known.isPresent() ? known.get() : readAgain(image);
        return new SourceObject(image.ref(), header.transferSyntaxUid(), header.dataset());
    }

    private static ObjectHeader readAgain(ReceivedInstance image) throws StageException {
        try {
            Part10.Content file = Part10.readHeader(image.file());
            return new ObjectHeader(file.transferSyntaxUid(), file.dataset());
        } catch (NoSuchFileException e) {
            throw failure(FailureReason.PARK, "finding the file of", image, e);
        } catch (IOException e) {
            throw failure(FailureReason.RETRY, "reading the header of", image, e);
        }
    }

    private OutgoingObject store(
            ResultForm form, Media media, Attributes dataset, InstanceRef source, Path folder)
            throws IOException {
        InstanceRef ref =
                new InstanceRef(
                        source.studyUid(),
                        dataset.getString(Tag.SeriesInstanceUID),
                        dataset.getString(Tag.SOPClassUID),
                        dataset.getString(Tag.SOPInstanceUID));
        Path file = folder.resolve(ref.sopInstanceUid() + ".dcm");
        OutgoingObject object = new OutgoingObject(form.kind(), ref, source.sopInstanceUid(), file);
        if (!form.isOf(object)) {
            throw new IllegalStateException(
                    "the writer of " + form + " composed a " + ref.sopClassUid());
        }
        media.write(file, dataset);
        return object;
    }

    private static StageException failure(
            FailureReason reason, String what, ReceivedInstance image, Exception cause) {
        return new StageException(
                reason, what + " " + image.ref().sopInstanceUid() + " failed: " + cause, cause);
    }
}
