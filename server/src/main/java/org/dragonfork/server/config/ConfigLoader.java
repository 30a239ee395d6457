package org.dragonfork.server.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gets a configuration from where people put it: command line, environment, {@code .env}, file. */
public final class ConfigLoader {
    private static final String DOT_ENV = ".env";

    private static final long MAX_DOT_ENV_BYTES = 1024L * 1024;

    private final Map<String, String> environment;
    private final Map<String, String> overrides;
    private final DotEnv dotEnv;
    private final ConfigPlace place;
    private final ConfigFile file;

    private ConfigLoader(Map<String, String> environment, Map<String, String> overrides, Path working) {
        this.environment = Map.copyOf(environment);
        this.overrides = Map.copyOf(overrides);
        this.dotEnv = dotEnv(working.resolve(DOT_ENV));
        Map<String, String> variables = new HashMap<>(dotEnv.variables());
        variables.putAll(environment);
        this.place = ConfigPlace.find(variables, working);
        this.file = new ConfigFile(place.path());
    }

    /**
     * Looks where the file is.
     *
     * @param overrides values of the command line by {@linkplain ConfigKey#key() key}
     * @param working folder in which {@code .env} and {@code config} lie
     */
    public static ConfigLoader in(Path working, Map<String, String> environment, Map<String, String> overrides) {
        return new ConfigLoader(environment, overrides, working);
    }

    /** The file, whether it is there or not. */
    public Path path() {
        return place.path();
    }

    /** Reads everything and reports all mistakes together. Writes nothing. */
    public ConfigReading read() {
        ConfigReading reading =
                ConfigReader.read(new ConfigInput(overrides, environment, dotEnv.variables(), file.read()));
        return switch (reading) {
            case ConfigReading.Invalid invalid -> invalid;
            case ConfigReading.Valid valid -> valid.withNotes(dotEnvNotes());
        };
    }

    /**
     * Keeps what was made for this start, so that the next one finds it. An existing file is kept up; a new one is only made
     * where the person named it, or when {@code mayCreate}.
     *
     * @return one line for the log, when something is not kept
     */
    public Optional<String> keep(ConfigReading.Valid valid, boolean mayCreate, Instant now) {
        boolean wanted = file.exists() || place.isNamed() || mayCreate;
        if (file.exists() && valid.generated().isEmpty()) {
            return Optional.empty();
        }
        if (!wanted) {
            return valid.generated().containsKey(ConfigKey.ID)
                    ? Optional.of("The id of this server is " + valid.config().id()
                            + " until it stops; set CORE_ID to give it a lasting one")
                    : Optional.empty();
        }
        try {
            file.add(valid.generated(), now);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("The configuration file " + path() + " cannot be written (" + e.getMessage()
                    + "), so the id of this server and its tokens last until it stops");
        }
    }

    private List<String> dotEnvNotes() {
        return dotEnv.badLines().stream()
                .map(line -> ".env, line " + line + ": not NAME=value, so it has no effect")
                .toList();
    }

    private static DotEnv dotEnv(Path path) {
        try {
            return Files.isRegularFile(path) && Files.size(path) <= MAX_DOT_ENV_BYTES
                    ? DotEnv.parse(new String(Files.readAllBytes(path), StandardCharsets.UTF_8))
                    : DotEnv.parse("");
        } catch (IOException _) {
            // As the original: a file that cannot be read counts as none.
            return DotEnv.parse("");
        }
    }
}
