package org.brixianode.score;

import java.util.Optional;
import org.brixianode.study.Radiograph;

/**
 * A radiograph and the network's input for it.
 *
 * @param radiograph as received
 * @param input {@code S * S} values in 0..1; absent where the image is refused by its shape
 * @param refusal why the image is refused without running the network, in a radiographer's words
 */
public record Prepared(Radiograph radiograph, Optional<float[]> input, Optional<String> refusal) {

    /** An image for the network. */
    static Prepared input(Radiograph radiograph, float[] input) {
        return new Prepared(radiograph, Optional.of(input), Optional.empty());
    }

    /** An image that the network does not see. */
    static Prepared refused(Radiograph radiograph, String reason) {
        return new Prepared(radiograph, Optional.empty(), Optional.of(reason));
    }
}
