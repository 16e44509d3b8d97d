package org.brixianode.study;

/**
 * The alignment that the spatial transformer found: maps a point of the aligned frame to the point
 * of the image that is shown there. Both frames run from -1 to 1, x to the right, y downwards.
 *
 * <p>{@code xImage = a x + b y + c}, {@code yImage = d x + e y + f}.
 */
public record Affine(double a, double b, double c, double d, double e, double f) {

    /** Leaves every point where it is. */
    public static final Affine IDENTITY = new Affine(1, 0, 0, 0, 1, 0);

    /** Image x of a point of the aligned frame. */
    public double x(double x, double y) {
        return a * x + b * y + c;
    }

    /** Image y of a point of the aligned frame. */
    public double y(double x, double y) {
        return d * x + e * y + f;
    }

    /** Area of the image that the aligned frame covers, in units of the image's area; signed. */
    public double determinant() {
        return a * e - b * d;
    }

    /** This map after another: first {@code inner}, then this. */
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
     * @throws ArithmeticException if the map collapses the plane
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
