package org.brixianode.pixels;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.brixianode.study.FailureText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries every decoder on a small picture, so that no transfer syntax is offered in vain. */
public final class DecoderCheck {

    private static final Logger LOG = LoggerFactory.getLogger(DecoderCheck.class);

    /**
     * A decoder that cannot be used.
     *
     * @param transferSyntaxUid what it should decode
     * @param name the transfer syntax's name
     * @param problem what went wrong
     */
    public record Failure(String transferSyntaxUid, String name, String problem) {

        @Override
        public String toString() {
            return "%s (%s) is not offered to senders, because its decoder failed its self-test: %s"
                    .formatted(name, transferSyntaxUid, problem);
        }
    }

    /** Decodes every test picture; thread-safe. */
    public static List<Failure> run() {
        return run(uid -> Decoders.of(uid).orElseThrow());
    }

    static List<Failure> run(Function<String, FrameDecoder> decoders) {
        List<Failure> failures = new ArrayList<>();
        for (DecoderProbe probe : DecoderProbe.ALL) {
            problem(probe, decoders)
                    .ifPresent(
                            problem ->
                                    failures.add(
                                            new Failure(
                                                    probe.transferSyntaxUid(),
                                                    probe.name(),
                                                    problem)));
        }
        return List.copyOf(failures);
    }

    /** The names of the compressed transfer syntaxes that are tried. */
    public static List<String> names() {
        return DecoderProbe.ALL.stream().map(DecoderProbe::name).toList();
    }

    private static Optional<String> problem(
            DecoderProbe probe, Function<String, FrameDecoder> decoders) {
        try {
            probe.check(decoders.apply(probe.transferSyntaxUid()));
            return Optional.empty();
        } catch (IOException | NotScorable | RuntimeException | LinkageError e) {
            // A codec may lack a class or fail in its own way on another platform.
            LOG.debug("the decoder of {} failed its self-test", probe.name(), e);
            return Optional.of(e instanceof LinkageError ? e.toString() : FailureText.of(e));
        }
    }

    private DecoderCheck() {}
}
