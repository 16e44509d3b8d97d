package org.brixianode.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.brixianode.send.Outcome;
import org.brixianode.send.PeerState;
import org.brixianode.send.dimse.StoreScu;
import org.brixianode.study.SafeText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code send}: sends files to a peer by C-STORE. */
@Command(
        name = "send",
        description = "Send DICOM files to a peer (C-STORE), each in its own transfer syntax.")
final class SendCommand implements Callable<Integer> {

    private static final int MAX_LENGTH = 2000;

    @Mixin private PeerOptions peer;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "DICOM files.")
    private List<Path> files;

    @Override
    public Integer call() throws InterruptedException {
        List<StoreScu.FileOutcome> outcomes =
                StoreScu.store(peer.sending(), peer.destination(), files, SendCommand::print);
        long sent = outcomes.stream().filter(one -> one.outcome().isSent()).count();
        System.out.println("%d of %d sent".formatted(sent, files.size()));
        return exitCode(outcomes.stream().map(StoreScu.FileOutcome::outcome).toList()).code();
    }

    /** A file that cannot be read is no fault of the peer. */
    private static ExitCode exitCode(List<Outcome> outcomes) {
        List<Outcome> failed = outcomes.stream().filter(one -> !one.isSent()).toList();
        if (failed.isEmpty()) {
            return ExitCode.OK;
        }
        boolean unreadable = failed.stream().allMatch(one -> one.kind() == Outcome.Kind.UNREADABLE);
        return unreadable ? ExitCode.FAILED : ExitCode.PEER;
    }

    /** A peer that rejects the association has been reached. */
    private static String kind(Outcome outcome) {
        boolean rejected = outcome.peer() == PeerState.REJECTED || outcome.peer() == PeerState.BUSY;
        return rejected ? PeerState.REJECTED.name() : outcome.kind().name();
    }

    private static void print(StoreScu.FileOutcome one) {
        String status =
                one.outcome().status().map(answer -> "0x%04X".formatted(answer.code())).orElse("-");
        System.out.println(
                "%s  %s  %s  %s"
                        .formatted(
                                SafeText.line(one.file().toString(), MAX_LENGTH),
                                kind(one.outcome()),
                                status,
                                SafeText.line(one.outcome().text(), MAX_LENGTH)));
    }
}
