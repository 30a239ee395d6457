package org.dragonfork.server.config;

import java.util.List;
import java.util.Map;

/** What reading a configuration comes to: the whole, or everything that is wrong with it. */
public sealed interface ConfigReading {
    /**
     * A configuration to start with.
     *
     * @param notes lines for the log about what a person may not expect
     * @param generated what nobody gave and was made for this start
     */
    record Valid(ServerConfig config, List<String> notes, Map<ConfigKey, String> generated) implements ConfigReading {
        public Valid {
            notes = List.copyOf(notes);
            generated = Map.copyOf(generated);
        }

        /** Without what was made, which is or will be a secret. */
        @Override
        public String toString() {
            return "Valid[config=" + config + ", notes=" + notes + "]";
        }
    }

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
