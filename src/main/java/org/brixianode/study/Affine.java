package org.brixianode.study;

/**
 * The affine map of the spatial transformer: maps a point of the aligned frame to the image point
 * sampled there. Both frames run from -1 to 1, x to the right, y downwards.
 *
 * <p>{@code xImage = a x + b y + c}, {@code yImage = d x + e y + f}.
 */
public record Affine(double a, double b, double c, double d, double e, double f) {

    /** The identity map. */
    public static final Affine IDENTITY = new Affine(1, 0, 0, 0, 1, 0);

    /** Image x of a point of the aligned frame. */
    public double x(double x, double y) {
        return a * x + b * y + c;
    }

    /** Image y of a point of the aligned frame. */
    public double y(double x, double y) {
        return d * x + e * y + f;
    }

    /** Signed ratio of the area that the aligned frame covers to the image's area. */
    public double determinant() {
        return a * e - b * d;
    }

    /** The composition: {@code inner} first, then this map. */
    public Affine after(Affine inner) {
        return new Affine(
                a * inner.a + b * inner.d,
                a * inner.b + b * inner.e,
                x(inner.c, inner.f),
                d * inner.a + e * inner.d,
                d * inner.b + e * inner.e,
                y(inner.c, inner.f));
    }

    /**
     * @throws ArithmeticException if the map is singular
     */
    public Affine inverse() {
        double det = determinant();
        if (Math.abs(det) < 1e-9) {
            throw new ArithmeticException("alignment has no inverse: " + this);
        }
        return new Affine(
                e / det, -b / det, (b * f - c * e) / det, -d / det, a / det, (c * d - a * f) / det);
    }
}
