package org.dragonfork.server.config;

import java.util.List;

/** What reading a configuration comes to: the whole, or everything that is wrong with it. */
public sealed interface ConfigReading {
    /**
     * A configuration to start with.
     *
     * @param notes lines for the log about what a person may not expect
     */
    record Valid(ServerConfig config, List<String> notes) implements ConfigReading {
        public Valid {
            notes = List.copyOf(notes);
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
