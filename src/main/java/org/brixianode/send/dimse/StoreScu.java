package org.brixianode.send.dimse;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.brixianode.dicom.LocalAe;
import org.brixianode.dicom.Part10Names;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.Outcome;
import org.brixianode.study.FailureText;

/** Sends files by C-STORE, with one attempt each. */
public final class StoreScu {

    /** The outcome of one file. */
    public record FileOutcome(Path file, Outcome outcome) {}

    /** A file whose header has been read. */
    private record Readable(Path file, Part10Names names) {}

    /**
     * Sends DICOM files in their own transfer syntax, or converted to an accepted uncompressed
     * little endian syntax, in as few associations as the number of presentation contexts allows.
     * If an association ends early, its remaining files are not attempted.
     *
     * @param progress called with each outcome, in order of completion
     * @return an outcome for each file, in order of completion
     */
    public static List<FileOutcome> store(
            DimseConfig config,
            DimseDestination peer,
            Collection<Path> files,
            Consumer<FileOutcome> progress)
            throws InterruptedException {
        List<FileOutcome> outcomes = new ArrayList<>();
        Consumer<FileOutcome> done =
                outcome -> {
                    outcomes.add(outcome);
                    progress.accept(outcome);
                };
        Deque<Readable> waiting = readable(files, done);
        try (LocalAe entity = LocalAe.requestor(config.ownTitle(), config.limits(), "store")) {
            while (!waiting.isEmpty()) {
                sendSome(entity, config, peer, waiting, done);
            }
        }
        return outcomes;
    }

    private static Deque<Readable> readable(Collection<Path> files, Consumer<FileOutcome> done) {
        Deque<Readable> readable = new ArrayDeque<>();
        for (Path file : files) {
            try {
                Part10Names names = Part10Names.read(file);
                if (names.sopClassUid().isEmpty() || names.sopInstanceUid().isEmpty()) {
                    throw new IOException("no SOP class or instance UID");
                }
                readable.add(new Readable(file, names));
            } catch (IOException e) {
                Outcome unreadable = Outcome.without(Outcome.Kind.UNREADABLE, reason(e));
                done.accept(new FileOutcome(file, unreadable));
            }
        }
        return readable;
    }

    /** Why a file cannot be read, without its name. */
    private static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (failure instanceof AccessDeniedException) {
            return "no permission to read it";
        }
        if (failure instanceof FileSystemException other && other.getReason() != null) {
            return other.getReason();
        }
        return FailureText.of(failure);
    }

    /** Sends as many files in one association as its presentation contexts allow. */
    private static void sendSome(
            LocalAe entity,
            DimseConfig config,
            DimseDestination peer,
            Deque<Readable> waiting,
            Consumer<FileOutcome> done)
            throws InterruptedException {
        PresentationContexts contexts = new PresentationContexts(peer.compression());
        Deque<Readable> batch = new ArrayDeque<>();
        while (!waiting.isEmpty() && fits(contexts, waiting.peek())) {
            batch.add(waiting.remove());
        }
        try (PeerAssociation association =
                PeerAssociation.open(entity, config, peer, contexts.request())) {
            while (!batch.isEmpty() && association.isOpen()) {
                Readable next = batch.remove();
                done.accept(
                        new FileOutcome(next.file(), association.store(next.file(), next.names())));
            }
            String text = peer.describe() + ": the association ended before";
            reportAll(batch, Outcome.without(Outcome.Kind.NOT_TRIED, text), done);
        } catch (IOException e) {
            PeerFailure why = PeerFailure.of(e, peer, config.ownTitle());
            reportAll(batch, why.outcome(Outcome.Kind.UNREACHABLE), done);
        }
    }

    private static boolean fits(PresentationContexts contexts, Readable next) {
        return contexts.add(
                next.names().sopClassUid().orElseThrow(), next.names().transferSyntaxUid());
    }

    private static void reportAll(
            Deque<Readable> rest, Outcome outcome, Consumer<FileOutcome> done) {
        rest.forEach(left -> done.accept(new FileOutcome(left.file(), outcome)));
        rest.clear();
    }

    private StoreScu() {}
}
