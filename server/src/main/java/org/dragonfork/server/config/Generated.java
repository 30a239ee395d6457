package org.dragonfork.server.config;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/** Values that every server needs and nobody should have to think of. */
final class Generated {
    private static final List<String> FIRST =
            words("amber bold brisk calm clear deep early fair gentle golden hidden keen"
                    + " late lively mild northern patient quiet rapid silent silver steady tall wild");

    private static final List<String> SECOND =
            words("badger beacon brook cedar comet dragon falcon fern forest harbor heron island"
                    + " lantern meadow moon otter pine raven river shore sparrow stone valley willow");

    private static final int SECRET_BYTES = 24;

    private Generated() {}

    static String id() {
        return UUID.randomUUID().toString();
    }

    /** Two words and a number, told apart with ease. */
    static String name() {
        var random = new SecureRandom();
        return FIRST.get(random.nextInt(FIRST.size())) + "-" + SECOND.get(random.nextInt(SECOND.size())) + "-"
                + random.nextInt(1000, 10_000);
    }

    /** 192 random bits in 32 characters. */
    static String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static List<String> words(String text) {
        return List.of(text.split(" ", -1));
    }
}
