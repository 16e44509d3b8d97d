package org.brixianode.model;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sizes of a BS-Net. The graph is the published one (Signoroni et al. 2021, figure 4), beside which
 * a texture head and a reader of single lungs may have a say; what else varies is the size of the
 * input, the width of the layers and how far the two lungs share weights.
 *
 * @param id name under which the command line and {@code model.json} know it
 * @param inputSizePx side of the square input, a multiple of 128 times the reduction
 * @param stageFilters filters of the backbone's four stages; the first also of {@code conv0}
 * @param decoderFilters filters of the nested decoder's rows 0 (full size) to 4
 * @param pyramidFilters filters of the pyramid's first level, doubled twice and thrice further up
 * @param headFilters filters inside a zone's head
 * @param sharedSides whether zones of the image's right are read mirrored and share the head of
 *     their counterpart on the left; the published network has six separate heads
 * @param headDropout fraction of the heads' input channels that training sets to zero
 * @param reduction how many times smaller than the input the image is that the backbone sees
 * @param textureUnits units of a head that reads fine texture from the whole input; 0 for the
 *     published network, which has none
 * @param readerHeightPx height to which the single lungs' branch brings each lung by itself, a
 *     multiple of 32; 0 for the published network, which has none, and for a model card of before
 *     that does not say
 */
public record Architecture(
        String id,
        int inputSizePx,
        List<Integer> stageFilters,
        List<Integer> decoderFilters,
        int pyramidFilters,
        int headFilters,
        boolean sharedSides,
        double headDropout,
        int reduction,
        int textureUnits,
        Integer readerHeightPx) {

    /** Side to which the spatial transformer's localisation pools the mask. */
    public static final int LOCALISATION_SIZE_PX = 128;

    /** How many times smaller the maps of the single lungs' branch are than its input. */
    public static final int BRANCH_REDUCTION = 32;

    /**
     * Side of the square that one value of a texture map is the mean of, in pixels of the input.
     */
    public static final int TEXTURE_CELL_PX = 16;

    /** Number of texture maps. */
    public static final int TEXTURE_CHANNELS = 83;

    private static final int FILTER_BLOCK = 8;
    private static final int STAGES = 4;

    /** How many times smaller the backbone's last stage is than what it sees. */
    private static final int MAP_REDUCTION = 32;

    /** A lung's crop is so much narrower than it is high, as lungs are. */
    private static final double READER_WIDTH_SHARE = 0.64;

    private static final int DECODER_ROWS = 5;

    /** The published network: 512 x 512, ResNet-18 at full width. */
    public static final Architecture FULL =
            new Architecture(
                    "full",
                    512,
                    List.of(64, 128, 256, 512),
                    List.of(32, 64, 128, 256, 16),
                    64,
                    8,
                    false,
                    0,
                    1,
                    0,
                    0);

    /**
     * A network that two CPU cores can train within an hour: 256 x 256, a quarter of the width, the
     * texture of 512 x 512, and a reader of single lungs that knows photographs.
     */
    public static final Architecture MINI =
            new Architecture(
                    "mini",
                    512,
                    List.of(16, 32, 64, 128),
                    List.of(8, 8, 16, 32, 16),
                    16,
                    8,
                    true,
                    0.3,
                    2,
                    32,
                    352);

    private static final Map<String, Architecture> BY_ID =
            Stream.of(FULL, MINI).collect(Collectors.toMap(Architecture::id, Function.identity()));

    /**
     * @throws IllegalArgumentException if a size cannot be built
     */
    public Architecture {
        readerHeightPx = readerHeightPx == null ? Integer.valueOf(0) : readerHeightPx;
        stageFilters = List.copyOf(stageFilters);
        decoderFilters = List.copyOf(decoderFilters);
        if (reduction < 1
                || inputSizePx <= 0
                || inputSizePx % (reduction * LOCALISATION_SIZE_PX) != 0) {
            throw new IllegalArgumentException(
                    "input size %d is not a multiple of %d times the reduction %d"
                            .formatted(inputSizePx, LOCALISATION_SIZE_PX, reduction));
        }
        if (textureUnits < 0) {
            throw new IllegalArgumentException("texture units " + textureUnits + " below 0");
        }
        if (readerHeightPx < 0 || readerHeightPx % BRANCH_REDUCTION != 0) {
            throw new IllegalArgumentException(
                    "reader's height %d is not a multiple of %d"
                            .formatted(readerHeightPx, BRANCH_REDUCTION));
        }
        if (stageFilters.size() != STAGES || decoderFilters.size() != DECODER_ROWS) {
            throw new IllegalArgumentException(
                    "four stages and five decoder rows, not " + stageFilters + decoderFilters);
        }
        Stream.of(stageFilters, decoderFilters, List.of(pyramidFilters, headFilters))
                .flatMap(List::stream)
                .forEach(Architecture::checkFilters);
        if (headDropout < 0 || headDropout >= 1) {
            throw new IllegalArgumentException("head dropout " + headDropout + " is not in [0, 1)");
        }
    }

    /** Side of the image that the backbone sees, and of the lungs that the network finds. */
    public int networkSizePx() {
        return inputSizePx / reduction;
    }

    /** Side of the maps that the heads average. */
    public int mapSizePx() {
        return networkSizePx() / MAP_REDUCTION;
    }

    /** Whether fine texture is read beside what the backbone sees. */
    public boolean hasTextureHead() {
        return textureUnits > 0;
    }

    /** Whether each lung is also read by itself. */
    public boolean hasReader() {
        return readerHeightPx > 0;
    }

    /** Width to which each lung is brought for the reader; 0 without one. */
    public int readerWidthPx() {
        double blocks = readerHeightPx * READER_WIDTH_SHARE / BRANCH_REDUCTION;
        return hasReader() ? BRANCH_REDUCTION * (int) Math.max(1, Math.round(blocks)) : 0;
    }

    /** Number of texture maps; 0 without a texture head. */
    public int textureChannels() {
        return hasTextureHead() ? TEXTURE_CHANNELS : 0;
    }

    /** Side of the texture maps. */
    public int textureSizePx() {
        return inputSizePx / TEXTURE_CELL_PX;
    }

    /** oneDNN's kernels were seen to write beyond their buffers with four filters. */
    private static void checkFilters(int filters) {
        if (filters < 1 || filters % FILTER_BLOCK != 0) {
            throw new IllegalArgumentException(
                    filters + " filters are not a multiple of " + FILTER_BLOCK);
        }
    }

    /**
     * @throws IllegalArgumentException naming the known ones if there is none of this name
     */
    public static Architecture named(String id) {
        Architecture found = BY_ID.get(id);
        if (found == null) {
            throw new IllegalArgumentException(
                    "unknown architecture '" + id + "'; there are: full, mini");
        }
        return found;
    }
}
