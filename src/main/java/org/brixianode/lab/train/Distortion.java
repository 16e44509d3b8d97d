package org.brixianode.lab.train;

import java.util.SplittableRandom;

/**
 * A smooth distortion of the plane -1..1, as the displacement of each point. The three kinds and
 * their amounts follow the published augmentation (elastic with alpha 60 and sigma 12 at 512
 * pixels, grid with five steps and limit 0.3, optical with distortion 0.2).
 */
interface Distortion {

    /** No distortion. */
    Distortion NONE =
            new Distortion() {
                @Override
                public double dx(double x, double y) {
                    return 0;
                }

                @Override
                public double dy(double x, double y) {
                    return 0;
                }
            };

    double dx(double x, double y);

    double dy(double x, double y);

    /** One of the three kinds. */
    static Distortion draw(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> new LatticeDistortion(random, 16, 0.03);
            case 1 -> new LatticeDistortion(random, 5, 0.06);
            default -> new OpticalDistortion((2 * random.nextDouble() - 1) * 0.2);
        };
    }

    /**
     * Random displacements on a lattice, interpolated bilinearly: fine for elastic, coarse for
     * grid.
     */
    final class LatticeDistortion implements Distortion {

        private final int cells;
        private final double[] horizontal;
        private final double[] vertical;

        LatticeDistortion(SplittableRandom random, int cells, double limit) {
            this.cells = cells;
            this.horizontal = lattice(random, limit);
            this.vertical = lattice(random, limit);
        }

        private double[] lattice(SplittableRandom random, double limit) {
            double[] points = new double[(cells + 1) * (cells + 1)];
            for (int i = 0; i < points.length; i++) {
                points[i] = (2 * random.nextDouble() - 1) * limit;
            }
            return points;
        }

        @Override
        public double dx(double x, double y) {
            return between(horizontal, x, y);
        }

        @Override
        public double dy(double x, double y) {
            return between(vertical, x, y);
        }

        private double between(double[] points, double x, double y) {
            double u = Math.min(cells - 1e-9, Math.max(0, (x + 1) / 2 * cells));
            double v = Math.min(cells - 1e-9, Math.max(0, (y + 1) / 2 * cells));
            int column = (int) u;
            int row = (int) v;
            double fx = u - column;
            double fy = v - row;
            int at = row * (cells + 1) + column;
            double top = (1 - fx) * points[at] + fx * points[at + 1];
            double bottom = (1 - fx) * points[at + cells + 1] + fx * points[at + cells + 2];
            return (1 - fy) * top + fy * bottom;
        }
    }

    /** Barrel or pincushion distortion. */
    record OpticalDistortion(double strength) implements Distortion {

        @Override
        public double dx(double x, double y) {
            return x * strength * (x * x + y * y) / 2;
        }

        @Override
        public double dy(double x, double y) {
            return y * strength * (x * x + y * y) / 2;
        }
    }
}
