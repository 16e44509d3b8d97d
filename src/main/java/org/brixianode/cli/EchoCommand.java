package org.brixianode.cli;

import java.util.concurrent.Callable;
import org.brixianode.send.Reachability;
import org.brixianode.send.dimse.EchoScu;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code echo}: sends a C-ECHO to a peer. */
@Command(name = "echo", description = "Ask a peer whether it answers (C-ECHO).")
final class EchoCommand implements Callable<Integer> {

    @Mixin private PeerOptions peer;

    @Override
    public Integer call() throws InterruptedException {
        Reachability result = EchoScu.echo(peer.sending(), peer.destination());
        System.out.println("%s (%d ms)".formatted(result.message(), result.took().toMillis()));
        return result.ok() ? ExitCode.OK.code() : ExitCode.PEER.code();
    }
}
