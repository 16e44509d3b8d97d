package org.brixianode.testkit;

/** Smooth noise on the plane, the same for the same seed on every machine. */
final class ValueNoise {

    private final long seed;

    ValueNoise(long seed) {
        this.seed = seed;
    }

    /** Noise of one scale, -1 to 1; the lattice has spacing 1. */
    double at(double x, double y) {
        long column = (long) StrictMath.floor(x);
        long row = (long) StrictMath.floor(y);
        double fx = ease(x - column);
        double fy = ease(y - row);
        double top = mix(lattice(column, row), lattice(column + 1, row), fx);
        double bottom = mix(lattice(column, row + 1), lattice(column + 1, row + 1), fx);
        return mix(top, bottom, fy);
    }

    /** Sum of octaves, each of half the size and half the strength; about -1 to 1. */
    double fractal(double x, double y, int octaves) {
        double sum = 0;
        double strength = 0.5;
        double scale = 1;
        for (int i = 0; i < octaves; i++) {
            sum += strength * at(x * scale + 17.3 * i, y * scale - 9.1 * i);
            strength /= 2;
            scale *= 2;
        }
        return sum;
    }

    /** A net of fine bright lines, 0 to 1, as where noise crosses zero. */
    double net(double x, double y) {
        double line = 1 - StrictMath.abs(at(x, y)) * 3.2;
        double other = 1 - StrictMath.abs(at(y * 1.31 + 40, x * 1.31 - 40)) * 3.2;
        return Math.max(0, Math.max(line, other));
    }

    /** White noise for a pixel, about normal with deviation 1. */
    double grain(int x, int y) {
        return lattice(x, y) + lattice(x + 7919L, y) + lattice(x, y + 104729L);
    }

    private double lattice(long column, long row) {
        long h = seed + column * 0x9e3779b97f4a7c15L + row * 0xc2b2ae3d27d4eb4fL;
        h = (h ^ h >>> 30) * 0xbf58476d1ce4e5b9L;
        h = (h ^ h >>> 27) * 0x94d049bb133111ebL;
        h ^= h >>> 31;
        return (h >> 11) * 0x1.0p-52;
    }

    private static double ease(double t) {
        return t * t * (3 - 2 * t);
    }

    private static double mix(double a, double b, double t) {
        return a + (b - a) * t;
    }
}
