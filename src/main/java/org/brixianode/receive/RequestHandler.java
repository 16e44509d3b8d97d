package org.brixianode.receive;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.aoju.bus.image.Dimse;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;
import org.aoju.bus.image.metric.Association;
import org.aoju.bus.image.metric.Commands;
import org.aoju.bus.image.metric.DimseRQHandler;
import org.aoju.bus.image.metric.PDVInputStream;
import org.aoju.bus.image.metric.internal.pdu.AAbort;
import org.aoju.bus.image.metric.internal.pdu.Presentation;
import org.brixianode.dicom.CommitmentReport;
import org.brixianode.dicom.DimseStatus;
import org.brixianode.dicom.WatchedSocket;
import org.brixianode.study.AeTitle;
import org.brixianode.study.FailureText;
import org.brixianode.study.StageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every request with a status, whatever exception occurs.
 *
 * <p>On an exception that is not its own the library closes the association without an A-ABORT, and
 * on an Error it leaves the connection open. Therefore everything is caught here. Only if the
 * connection is lost within a data set, no response can be sent, and the library gets its exception
 * back.
 */
final class RequestHandler implements DimseRQHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    private static final int DISCARD_BYTES = 1 << 16;

    private final ReceiveConfig config;
    private final Supplier<ReceiveConfig.DiskMarks> marks;
    private final ObjectReceiver receiver;
    private final FreeSpace space;
    private final StoreListener listener;
    private final Intake reports;
    private final Set<Association> busy = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    RequestHandler(
            ReceiveConfig config,
            Supplier<ReceiveConfig.DiskMarks> marks,
            ObjectReceiver receiver,
            FreeSpace space,
            StoreListener listener,
            Intake reports) {
        this.config = config;
        this.marks = marks;
        this.receiver = receiver;
        this.space = space;
        this.listener = listener;
        this.reports = reports;
    }

    /** Lets running requests finish and then aborts their associations. */
    void stop() {
        stopping = true;
    }

    boolean isBusy(Association association) {
        return busy.contains(association);
    }

    private record Request(
            Association association,
            Presentation context,
            Dimse dimse,
            Attributes command,
            Optional<PDVInputStream> data) {

        String caller() {
            return association.getCallingAET();
        }
    }

    private record Answer(DimseStatus status, String comment) {
        static final Answer SUCCESS = new Answer(DimseStatus.SUCCESS, "");
    }

    @Override
    public void onDimse(
            Association association,
            Presentation context,
            Dimse dimse,
            Attributes command,
            PDVInputStream data)
            throws IOException {
        Request request =
                new Request(association, context, dimse, command, Optional.ofNullable(data));
        busy.add(association);
        long startedNs = System.nanoTime();
        try {
            Answer answer = answerWithinTimeout(request);
            association.writeDimseRSP(context, response(request, answer));
            if (dimse == Dimse.C_STORE_RQ) {
                listener.stored(
                        answer.status().code(), Duration.ofNanos(System.nanoTime() - startedNs));
            }
        } catch (LostPeerException e) {
            throw lost(request, e.failure());
        } finally {
            busy.remove(association);
            if (stopping) {
                association.abort();
            }
        }
    }

    @Override
    public void onClose(Association association) {
        busy.remove(association);
    }

    private Answer answerWithinTimeout(Request request) throws LostPeerException {
        WatchedSocket.Timeout timeout =
                ((WatchedSocket) request.association().getSocket())
                        .timeout(config.timeouts().request(), "a request");
        try {
            Answer answer = answer(request);
            if (answer.status() != DimseStatus.SUCCESS) {
                discard(request);
            }
            return answer;
        } catch (LostPeerException e) {
            throw new LostPeerException(timeout.explain(e.failure()));
        } finally {
            timeout.cancel();
        }
    }

    private Answer answer(Request request) throws LostPeerException {
        try {
            perform(request);
            return Answer.SUCCESS;
        } catch (LostPeerException e) {
            throw e;
        } catch (Refusal e) {
            LOG.warn("refused {} of {}: {}", request.dimse(), request.caller(), e.reason());
            return new Answer(e.status(), FailureText.of(e));
        } catch (IOException e) {
            LOG.error("the spool failed for {}", request.caller(), e);
            return new Answer(DimseStatus.OUT_OF_RESOURCES, "the object could not be written");
        } catch (StageException e) {
            LOG.warn("refused {} of {}: {}", request.dimse(), request.caller(), e.getMessage());
            LOG.debug("the intake failed", e);
            return new Answer(DimseStatus.PROCESSING_FAILURE, "the object could not be queued");
        } catch (OutOfMemoryError e) {
            LOG.error("out of memory for {}", request.caller(), e);
            return new Answer(DimseStatus.OUT_OF_RESOURCES, "out of memory");
        } catch (Throwable e) {
            LOG.error("{} of {} failed", request.dimse(), request.caller(), e);
            return new Answer(DimseStatus.PROCESSING_FAILURE, "internal error, see the log");
        }
    }

    private void perform(Request request) throws IOException, StageException {
        switch (request.dimse()) {
            case C_ECHO_RQ -> LOG.debug("C-ECHO from {}", request.caller());
            case C_STORE_RQ -> store(request);
            case N_EVENT_REPORT_RQ -> takeReport(request);
            default ->
                    throw new Refusal(
                            DimseStatus.UNRECOGNIZED_OPERATION, "only C-ECHO and C-STORE here");
        }
    }

    /** A storage commitment report (PS3.4 J.3.3). */
    private void takeReport(Request request) throws IOException, StageException {
        if (request.data().isEmpty()) {
            throw new Refusal(DimseStatus.INVALID_ARGUMENT_VALUE, "a report without a data set");
        }
        CommitmentReport report;
        try {
            report =
                    CommitmentReport.read(
                            request.data().get(), request.context().getTransferSyntax());
        } catch (IllegalArgumentException e) {
            throw new Refusal(DimseStatus.INVALID_ARGUMENT_VALUE, "not a valid report", e);
        } catch (IOException e) {
            throw new LostPeerException(e);
        }
        if (!reports.reported(new AeTitle(request.caller()), report)) {
            throw new Refusal(DimseStatus.INVALID_ARGUMENT_VALUE, "unknown Transaction UID");
        }
    }

    private void store(Request request) throws IOException, StageException {
        StoreRequest store =
                StoreRequest.of(request.association(), request.context(), request.command());
        PDVInputStream data =
                request.data()
                        .orElseThrow(
                                () ->
                                        new Refusal(
                                                DimseStatus.CANNOT_UNDERSTAND,
                                                "C-STORE without a data set"));
        if (space.usableBytes() < marks.get().hardBytes()) {
            throw new Refusal(DimseStatus.OUT_OF_RESOURCES, "disk is full");
        }
        receiver.receive(store, data);
    }

    /** Reads a refused data set to its end, up to the maximum object length. */
    private void discard(Request request) throws LostPeerException {
        if (request.data().isEmpty()) {
            return;
        }
        PDVInputStream data = request.data().get();
        byte[] rest = new byte[DISCARD_BYTES];
        long left = config.maxObjectBytes();
        try {
            int count = data.read(rest);
            while (count >= 0) {
                left -= count;
                if (left < 0) {
                    LOG.warn("a refused data set of {} does not end", request.caller());
                    throw new AAbort();
                }
                count = data.read(rest);
            }
        } catch (IOException e) {
            throw new LostPeerException(e);
        }
    }

    private static Attributes response(Request request, Answer answer) {
        Attributes response =
                Commands.mkRSP(request.command(), answer.status().code(), request.dimse());
        if (!answer.comment().isEmpty()) {
            response.setString(Tag.ErrorComment, VR.LO, answer.comment());
        }
        return response;
    }

    /** Sends an A-ABORT (PS3.8 9.3.8) if the peer timed out and the connection is still open. */
    private static IOException lost(Request request, IOException failure) {
        LOG.warn("lost {} within its {}: {}", request.caller(), request.dimse(), "" + failure);
        boolean open = !request.association().getSocket().isClosed();
        if (open && failure instanceof SocketTimeoutException) {
            request.association().abort();
        }
        return failure;
    }
}
