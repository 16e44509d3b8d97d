package org.brixianode.cli;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.brixianode.send.Compression;
import org.brixianode.send.DimseDestination;
import org.brixianode.send.dimse.DimseConfig;
import org.brixianode.study.AeTitle;
import org.brixianode.study.FailureText;
import picocli.CommandLine.Option;

/** Options for the peer's address and the calling AE title. */
final class PeerOptions {

    private static final Pattern PEER = Pattern.compile("([^@]+)@(.+):(\\d{1,5})");

    @Option(
            names = "--to",
            required = true,
            paramLabel = "AET@HOST:PORT",
            description = "The peer, for example PACS@192.168.1.10:4242.")
    private String peer;

    @Option(names = "--as", paramLabel = "AET", description = "Own AE title. Default: BRIXIA.")
    private String own = "BRIXIA";

    DimseDestination destination() {
        Matcher form = PEER.matcher(peer);
        if (!form.matches()) {
            throw usage("'" + peer + "' is not of the form AET@HOST:PORT");
        }
        try {
            return new DimseDestination(
                    "peer",
                    new AeTitle(form.group(1)),
                    form.group(2),
                    Integer.parseInt(form.group(3)),
                    Optional.empty(),
                    Compression.STORED);
        } catch (IllegalArgumentException e) {
            throw usage(FailureText.of(e));
        }
    }

    DimseConfig sending() {
        try {
            return DimseConfig.defaults(new AeTitle(own));
        } catch (IllegalArgumentException e) {
            throw usage(FailureText.of(e));
        }
    }

    private static CommandFailure usage(String message) {
        return new CommandFailure(ExitCode.USAGE, message);
    }
}
