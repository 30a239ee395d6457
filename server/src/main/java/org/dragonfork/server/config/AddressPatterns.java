package org.dragonfork.server.config;

import java.util.List;

/**
 * What an address of FFmpeg must and must not look like: regular expressions of {@link java.util.regex.Pattern}, checked to
 * be some, of which one is to be found anywhere in the address.
 *
 * @param allow one of these must be found, empty for any address
 * @param block none of these may be found, whatever {@code allow} says
 */
public record AddressPatterns(List<String> allow, List<String> block) {
    /** Any address. */
    public static final AddressPatterns ANY = new AddressPatterns(List.of(), List.of());

    public AddressPatterns {
        allow = List.copyOf(allow);
        block = List.copyOf(block);
    }
}
