package org.brixianode.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sizes of a BS-Net. The graph is the published one (Signoroni et al. 2021, figure 4), optionally
 * with a texture head and a single-lung branch; the input size, the width of the layers and the
 * sharing of weights between both lungs vary.
 *
 * @param id name under which the command line and {@code model.json} know it
 * @param inputSizePx side of the square input, a multiple of 128 times the reduction
 * @param stageFilters filters of the backbone's four stages; the first also of {@code conv0}
 * @param decoderFilters filters of the nested decoder's rows 0 (full size) to 4
 * @param pyramidFilters filters of the pyramid's first level, doubled twice and thrice further up
 * @param headFilters filters inside a zone's head
 * @param sharedSides whether zones on the image's right are mirrored and share the head of their
 *     counterpart on the left; the published network has six separate heads
 * @param headDropout fraction of the heads' input channels that training sets to zero
 * @param reduction factor by which the backbone's image is smaller than the input
 * @param textureUnits units of the texture head, which uses the whole input; 0 for the published
 *     network, which has none
 * @param branchHeightPx height of each lung's crop for the single-lung branch, a multiple of 32; 0
 *     for the published network, which has none, and for older model cards without this key
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
        @JsonProperty("readerHeightPx") Integer branchHeightPx) {

    /** Side to which the spatial transformer's localisation pools the mask. */
    public static final int LOCALISATION_SIZE_PX = 128;

    /** Factor by which the single-lung branch's maps are smaller than its input. */
    public static final int BRANCH_REDUCTION = 32;

    /**
     * Side of the square that one value of a texture map is the mean of, in pixels of the input.
     */
    public static final int TEXTURE_CELL_PX = 16;

    /** Number of texture maps. */
    public static final int TEXTURE_CHANNELS = 83;

    private static final int FILTER_BLOCK = 8;
    private static final int STAGES = 4;

    /** Factor by which the backbone's last stage is smaller than its input. */
    private static final int MAP_REDUCTION = 32;

    /** Width of a lung's crop as a share of its height. */
    private static final double BRANCH_WIDTH_SHARE = 0.64;

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
     * texture of 512 x 512, and a single-lung branch that was pre-trained on photographs.
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
        branchHeightPx = branchHeightPx == null ? Integer.valueOf(0) : branchHeightPx;
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
        if (branchHeightPx < 0 || branchHeightPx % BRANCH_REDUCTION != 0) {
            throw new IllegalArgumentException(
                    "branch height %d is not a multiple of %d"
                            .formatted(branchHeightPx, BRANCH_REDUCTION));
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

    /** Side of the backbone's image and of the predicted lung mask. */
    public int networkSizePx() {
        return inputSizePx / reduction;
    }

    /** Side of the maps that the heads average. */
    public int mapSizePx() {
        return networkSizePx() / MAP_REDUCTION;
    }

    /** Whether the network has a texture head. */
    public boolean hasTextureHead() {
        return textureUnits > 0;
    }

    /** Whether the network has a single-lung branch. */
    public boolean hasBranch() {
        return branchHeightPx > 0;
    }

    /** Width of each lung's crop for the branch; 0 without one. */
    public int branchWidthPx() {
        double blocks = branchHeightPx * BRANCH_WIDTH_SHARE / BRANCH_REDUCTION;
        return hasBranch() ? BRANCH_REDUCTION * (int) Math.max(1, Math.round(blocks)) : 0;
    }

    /** Number of texture maps; 0 without a texture head. */
    public int textureChannels() {
        return hasTextureHead() ? TEXTURE_CHANNELS : 0;
    }

    /** Side of the texture maps. */
    public int textureSizePx() {
        return inputSizePx / TEXTURE_CELL_PX;
    }

    /** With four filters oneDNN's kernels wrote beyond their buffers. */
    private static void checkFilters(int filters) {
        if (filters < 1 || filters % FILTER_BLOCK != 0) {
            throw new IllegalArgumentException(
                    filters + " filters are not a multiple of " + FILTER_BLOCK);
        }
    }

    /**
     * @throws IllegalArgumentException naming the known ones if there is no such architecture
     */
    public static Architecture named(String id) {
        Architecture found = BY_ID.get(id);
        if (found == null) {
            throw new IllegalArgumentException(
                    "unknown architecture '" + id + "'; known: full, mini");
        }
        return found;
    }
}
