package org.brixianode.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.brixianode.testkit.Peers;
import org.brixianode.testkit.Tool;

/** OFFIS DCMTK's command line. */
final class Dcmtk {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Runs a program of DCMTK to its end. */
    static Tool.Result run(String program, Object... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Peers.program(program)));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return Tool.run(LIMIT, command.toArray(String[]::new));
    }

    /** Starts storescp and waits until it listens. */
    static Tool storescp(int port, Path folder, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(Peers.program("storescp"), "-v"));
        command.addAll(List.of(options));
        command.addAll(List.of("-od", folder.toString(), Integer.toString(port)));
        Tool server = Tool.start(command.toArray(String[]::new));
        Peers.awaitPort(port, server);
        return server;
    }

    /** A configuration for storescu's -xf: one class in one transfer syntax only. */
    static Path profile(Path folder, String sopClass, String syntax) throws IOException {
        return Files.writeString(
                folder.resolve("storescu.cfg"),
                """
                [[TransferSyntaxes]]
                [Only]
                TransferSyntax1 = %s
                [[PresentationContexts]]
                [PresentationContexts]
                PresentationContext1 = %s\\Only
                [[Profiles]]
                [Default]
                PresentationContexts = PresentationContexts
                """
                        .formatted(syntax, sopClass));
    }

    private Dcmtk() {}
}
