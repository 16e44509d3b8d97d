package org.brixianode.web.access;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IP address, or all addresses with the same prefix.
 *
 * @param prefixBits number of leading bits that are compared
 */
public record AddressRange(InetAddress address, int prefixBits) {

    private static final Pattern LITERAL =
            Pattern.compile("\\d+(\\.\\d+){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern PREFIX = Pattern.compile("\\d{1,3}");

    /**
     * Parses {@code 10.0.0.7}, {@code 10.0.0.0/8} or the same of IPv6.
     *
     * @throws IllegalArgumentException if the text is none of these
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> address = literal(slash < 0 ? text : text.substring(0, slash));
        if (address.isPresent()) {
            int all = address.get().getAddress().length * Byte.SIZE;
            String prefix = slash < 0 ? String.valueOf(all) : text.substring(slash + 1);
            if (PREFIX.matcher(prefix).matches() && Integer.parseInt(prefix) <= all) {
                return new AddressRange(address.get(), Integer.parseInt(prefix));
            }
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no IP address such as 10.0.0.7 and no range such as 10.0.0.0/8");
    }

    /** The address of a literal; empty for other text, for which no name service is asked. */
    static Optional<InetAddress> literal(String text) {
        if (!LITERAL.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    boolean contains(InetAddress other) {
        byte[] own = address.getAddress();
        byte[] compared = other.getAddress();
        if (own.length != compared.length) {
            return false;
        }
        int ignored = own.length * Byte.SIZE - prefixBits;
        return new BigInteger(1, own)
                .shiftRight(ignored)
                .equals(new BigInteger(1, compared).shiftRight(ignored));
    }
}
