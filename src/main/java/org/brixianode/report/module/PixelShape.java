package org.brixianode.report.module;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.aoju.bus.image.Tag;
import org.aoju.bus.image.galaxy.data.Attributes;
import org.aoju.bus.image.galaxy.data.VR;

/**
 * The shape of the source's pixels.
 *
 * @param height in any unit, above 0
 * @param width in the same unit, above 0
 */
public record PixelShape(BigDecimal height, BigDecimal width) {

    /** PS3.3 C.7.6.3.1.7, 10.7.1.3; in each the vertical size comes first. */
    private static final List<Integer> SPACINGS =
            List.of(Tag.PixelSpacing, Tag.ImagerPixelSpacing, Tag.NominalScannedPixelSpacing);

    /** Pixels whose sides differ by less are square, since spacings are rounded. */
    private static final double LEAST_RATIO = 1.01;

    /** A higher ratio is an error of the header. */
    private static final double MOST_RATIO = 4;

    /** VR DS. */
    private static final String NUMBER = "\\+?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,2})?";

    private static final BigDecimal LEAST = new BigDecimal("0.001");
    private static final BigDecimal MOST = new BigDecimal("10000");

    /** Decimals of an aspect ratio, whose integers are to fit VR IS. */
    private static final int DECIMALS = 4;

    /** The shape by Pixel Aspect Ratio (0028,0034), or else by a spacing. */
    public static Optional<PixelShape> of(SourceObject source) {
        return read(source, Tag.PixelAspectRatio).or(() -> spacing(source));
    }

    /** The distances between the centres of pixels in mm. */
    public static Optional<PixelShape> spacing(SourceObject source) {
        return SPACINGS.stream().flatMap(tag -> read(source, tag).stream()).findFirst();
    }

    private static Optional<PixelShape> read(SourceObject source, int tag) {
        return number(source, tag, 0)
                .flatMap(high -> number(source, tag, 1).map(wide -> new PixelShape(high, wide)));
    }

    private static Optional<BigDecimal> number(SourceObject source, int tag, int index) {
        return source.value(tag, index)
                .filter(text -> text.matches(NUMBER))
                .map(text -> new BigDecimal(text, MathContext.DECIMAL32))
                .filter(number -> number.compareTo(LEAST) >= 0 && number.compareTo(MOST) <= 0);
    }

    /** Whether the sides differ by more than the rounding of a spacing. */
    public boolean isElongated() {
        double ratio = height.doubleValue() / width.doubleValue();
        double elongation = Math.max(ratio, 1 / ratio);
        return elongation > LEAST_RATIO && elongation <= MOST_RATIO;
    }

    /**
     * Writes Pixel Aspect Ratio (0028,0034), which an image without pixel spacing needs if its
     * pixels are not square (PS3.3 C.7.6.3.1.7).
     */
    public void writeAspectRatio(Attributes target) {
        writeAspectRatio(target, Tag.PixelAspectRatio);
    }

    /** Writes the ratio of the sides of pixels that are not square as another attribute. */
    public void writeAspectRatio(Attributes target, int tag) {
        if (!isElongated()) {
            return;
        }
        BigInteger vertical = integer(height);
        BigInteger horizontal = integer(width);
        BigInteger divisor = vertical.gcd(horizontal);
        target.setString(
                tag,
                VR.IS,
                vertical.divide(divisor).toString(),
                horizontal.divide(divisor).toString());
    }

    private static BigInteger integer(BigDecimal number) {
        return number.setScale(DECIMALS, RoundingMode.HALF_UP).unscaledValue();
    }

    /** Writes Pixel Spacing (0028,0030). */
    public void writeSpacing(Attributes target) {
        target.setString(Tag.PixelSpacing, VR.DS, height.toPlainString(), width.toPlainString());
    }
}
