package org.dragonfork.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PathSegmentsTest {
    @Test
    void readsBackWhateverItEncodes() {
        Random random = new Random(20_261_122);
        for (int round = 0; round < 20_000; round++) {
            String text = random.ints(random.nextInt(12), 1, 0x11000)
                    .filter(c -> c < 0xd800 || c > 0xdfff)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String encoded = PathSegments.encode(text);

            assertThat(encoded).matches("[-._~:A-Za-z0-9%]*");
            assertThat(PathSegments.decode("/a/" + encoded)).contains(List.of("a", text));
        }
    }

    @Test
    void neverThrowsOnAnyText() {
        Random random = new Random(7);
        for (int round = 0; round < 50_000; round++) {
            StringBuilder raw = new StringBuilder();
            random.ints(random.nextInt(20), 0, 9).forEach(pick -> raw.append("%/0fc3.\ud800\u0000".charAt(pick)));

            PathSegments.decode(raw.toString())
                    .ifPresent(parts -> assertThat(parts).isNotEmpty());
        }
    }

    @Test
    void keepsEmptyPartsAndDots() {
        assertThat(PathSegments.decode("/")).contains(List.of(""));
        assertThat(PathSegments.decode("/a//../b/")).contains(List.of("a", "", "..", "b", ""));
        assertThat(PathSegments.decode("*")).isEmpty();
        assertThat(PathSegments.decode("")).isEmpty();
    }
}
