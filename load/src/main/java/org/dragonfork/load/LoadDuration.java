package org.dragonfork.load;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as people write them: 500ms, 20s, 2m, 1h; a bare number is seconds. */
final class LoadDuration {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,7})(ms|s|m|h)?");

    private LoadDuration() {}

    static Optional<Duration> read(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        @Nullable String unit = matcher.group(2);
        return Optional.of(
                switch (unit == null ? "s" : unit) {
                    case "ms" -> Duration.ofMillis(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofSeconds(number);
                });
    }
}
