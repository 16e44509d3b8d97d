package org.brixianode.dicom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Huffman codes of few symbols for a JPEG code stream (ISO/IEC 10918-1 C, K.2). */
final class HuffmanCodes {

    /** Longest code of JPEG in bits; 15 symbols never need as many. */
    static final int LONGEST = 16;

    private final int[] lengths;
    private final int[] codes;

    /** By increasing length, without the one that is reserved. */
    private final List<Integer> order;

    private HuffmanCodes(int[] lengths, List<Integer> order) {
        this.lengths = lengths;
        this.order = order;
        codes = new int[lengths.length];
        int code = 0;
        int length = 0;
        for (int symbol : order) {
            code <<= lengths[symbol] - length;
            length = lengths[symbol];
            codes[symbol] = code++;
        }
    }

    /**
     * The shortest codes, none of which has ones only.
     *
     * @param frequencies of the symbols 0 and up, at most 15; symbols with 0 get no code
     */
    static HuffmanCodes of(long[] frequencies) {
        int reserved = frequencies.length;
        int[] lengths = new int[reserved + 1];
        long[] weights = Arrays.copyOf(frequencies, reserved + 1);
        int[][] groups = new int[reserved + 1][];
        for (int i = 0; i <= reserved; i++) {
            groups[i] = new int[] {i};
        }
        List<Integer> alive =
                new ArrayList<>(
                        IntStream.rangeClosed(0, reserved)
                                .filter(i -> i == reserved || frequencies[i] > 0)
                                .boxed()
                                .toList());
        List<Integer> used = alive.stream().filter(i -> i != reserved).toList();
        while (alive.size() > 1) {
            // The reserved symbol, of weight 0 and with the highest number, gets a longest code.
            alive.sort(
                    Comparator.<Integer>comparingLong(i -> weights[i])
                            .thenComparing(Comparator.reverseOrder()));
            int first = alive.remove(0);
            int second = alive.get(0);
            groups[second] =
                    IntStream.concat(Arrays.stream(groups[first]), Arrays.stream(groups[second]))
                            .toArray();
            weights[second] += weights[first];
            for (int symbol : groups[second]) {
                lengths[symbol]++;
            }
        }
        return new HuffmanCodes(
                lengths,
                used.stream()
                        .sorted(
                                Comparator.<Integer>comparingInt(i -> lengths[i])
                                        .thenComparing(Comparator.naturalOrder()))
                        .toList());
    }

    int code(int symbol) {
        return codes[symbol];
    }

    int length(int symbol) {
        return lengths[symbol];
    }

    /** The number of codes of each length, from 1 bit to {@link #LONGEST}. */
    byte[] numberOfLength() {
        byte[] numbers = new byte[LONGEST];
        order.forEach(symbol -> numbers[lengths[symbol] - 1]++);
        return numbers;
    }

    /** The symbols that have a code, by its length. */
    byte[] symbols() {
        byte[] symbols = new byte[order.size()];
        for (int i = 0; i < symbols.length; i++) {
            symbols[i] = order.get(i).byteValue();
        }
        return symbols;
    }
}
