package org.dragonfork.server.config;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * IP addresses that begin with the same bits (RFC 4632 section 3.1).
 *
 * @param base an address of the range
 * @param prefix how many leading bits count, 0 to 32 or 128
 */
public record AddressRange(InetAddress base, int prefix) {
    /** IPv4 needs its four parts: Java would read 10.1 as 10.0.0.1. */
    private static final Pattern FORM =
            Pattern.compile("([0-9]+(?:\\.[0-9]+){3}|(?=[^/]*:)[0-9A-Fa-f:.]{2,45})(?:/([0-9]{1,3}))?");

    /** @throws IllegalArgumentException when the address has not so many bits */
    public AddressRange {
        if (prefix < 0 || prefix > base.getAddress().length * 8) {
            throw new IllegalArgumentException("no prefix of " + base + ": " + prefix);
        }
    }

    /** Reads {@code 192.168.0.0/16}, {@code 10.0.0.7}, {@code fd00::/8}; nothing when it is none of them. */
    public static Optional<AddressRange> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        try {
            InetAddress base = InetAddress.ofLiteral(form.group(1));
            int bits = base.getAddress().length * 8;
            return Optional.of(new AddressRange(base, form.group(2) == null ? bits : Integer.parseInt(form.group(2))));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Whether an address lies in the range; one of the other family never does. */
    public boolean contains(InetAddress address) {
        byte[] mine = base.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((mine[bit / 8] & mask) != (other[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return base.getHostAddress() + "/" + prefix;
    }
}
