package org.brixianode.study;

import java.util.List;

/**
 * The six zones of the Brixia score. A, B, C lie in the patient's right lung, which is on the
 * image's left; D, E, F in the left lung.
 *
 * <p>Source: Signoroni et al., Medical Image Analysis 71 (2021), figure 1.
 */
public enum Zone {
    A(Side.RIGHT, Level.UPPER),
    B(Side.RIGHT, Level.MIDDLE),
    C(Side.RIGHT, Level.LOWER),
    D(Side.LEFT, Level.UPPER),
    E(Side.LEFT, Level.MIDDLE),
    F(Side.LEFT, Level.LOWER);

    /** The patient's side. */
    public enum Side {
        RIGHT,
        LEFT
    }

    /** Vertical position in the lung. */
    public enum Level {
        UPPER,
        MIDDLE,
        LOWER
    }

    /** Asking the enum would copy them each time. */
    private static final List<Zone> ALL = List.of(values());

    private static final int ROWS = Level.values().length;

    private final Side side;
    private final Level level;

    Zone(Side side, Level level) {
        this.side = side;
        this.level = level;
    }

    public Side side() {
        return side;
    }

    public Level level() {
        return level;
    }

    /** Row in the model's 3 x 2 grid, 0 at the top. */
    public int row() {
        return level.ordinal();
    }

    /** Column in the model's 3 x 2 grid, 0 at the image's left (the patient's right lung). */
    public int column() {
        return side.ordinal();
    }

    /** The three zones of this zone's lung, top to bottom. */
    public List<Zone> lung() {
        return List.of(at(0, column()), at(1, column()), at(2, column()));
    }

    /** The zone at the same height in the other lung. */
    public Zone mirrored() {
        return at(row(), 1 - column());
    }

    /**
     * @param row 0 (upper) to 2 (lower)
     * @param column 0 (image-left) or 1 (image-right)
     */
    public static Zone at(int row, int column) {
        return ALL.get(column * ROWS + row);
    }
}
