package org.brixianode.score;

import java.util.Optional;
import org.brixianode.study.Radiograph;

/**
 * A radiograph and its network input.
 *
 * @param radiograph as received
 * @param input {@code S * S} values in 0..1; empty if the image is refused by its shape
 * @param refusal why the image is refused without running the network, for a radiographer
 */
public record Prepared(Radiograph radiograph, Optional<float[]> input, Optional<String> refusal) {

    /** An image to be scored. */
    static Prepared input(Radiograph radiograph, float[] input) {
        return new Prepared(radiograph, Optional.of(input), Optional.empty());
    }

    /** An image that is refused without running the network. */
    static Prepared refused(Radiograph radiograph, String reason) {
        return new Prepared(radiograph, Optional.empty(), Optional.of(reason));
    }
}
