package org.dragonfork.server.config;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What reading a configuration comes to: the whole, or everything that is wrong with it. */
public sealed interface ConfigReading {
    /**
     * A configuration to start with.
     *
     * @param notes lines for the log about what a person may not expect
     * @param generated what nobody gave and was made for this start
     * @param settings every known key with the value that counts, without secrets
     * @param dates of the file, when there is one
     */
    record Valid(
            ServerConfig config,
            List<String> notes,
            Map<ConfigKey, String> generated,
            List<Setting> settings,
            Optional<FileDates> dates)
            implements ConfigReading {
        public Valid {
            notes = List.copyOf(notes);
            generated = Map.copyOf(generated);
            settings = List.copyOf(settings);
        }

        /** A configuration of which nothing more is known. */
        public static Valid of(ServerConfig config) {
            return new Valid(config, List.of(), Map.of(), List.of(), Optional.empty());
        }

        /** The same with more notes. */
        Valid withNotes(List<String> more) {
            List<String> all = new ArrayList<>(notes);
            all.addAll(more);
            return new Valid(config, all, generated, settings, dates);
        }

        /** Without what was made, which is or will be a secret. */
        @Override
        public String toString() {
            return "Valid[config=" + config + ", notes=" + notes + "]";
        }
    }

    /**
     * When a file was made and last changed.
     */
    record FileDates(Instant createdAt, Instant updatedAt) {}

    /**
     * Nothing can be started.
     *
     * @param mistakes all of them, in the order of {@link ConfigKey}
     */
    record Invalid(List<ConfigMistake> mistakes) implements ConfigReading {
        public Invalid {
            mistakes = List.copyOf(mistakes);
        }
    }
}
