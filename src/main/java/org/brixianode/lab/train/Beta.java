package org.brixianode.lab.train;

import java.util.SplittableRandom;

/** Draws from beta distributions with two equal parameters below or at 1 (Johnk 1964). */
final class Beta {

    static double symmetric(double parameter, SplittableRandom random) {
        if (parameter > 1) {
            throw new IllegalArgumentException("parameter " + parameter + " is above 1");
        }
        while (true) {
            double x = Math.pow(random.nextDouble(), 1 / parameter);
            double y = Math.pow(random.nextDouble(), 1 / parameter);
            if (x + y <= 1 && x + y > 0) {
                return x / (x + y);
            }
        }
    }

    private Beta() {}
}
