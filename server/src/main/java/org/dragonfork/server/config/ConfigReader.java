package org.dragonfork.server.config;

import static org.dragonfork.server.config.ConfigKey.ADDRESS;
import static org.dragonfork.server.config.ConfigKey.API_AUTH_JWT_SECRET;
import static org.dragonfork.server.config.ConfigKey.DB_DIR;
import static org.dragonfork.server.config.ConfigKey.ID;
import static org.dragonfork.server.config.ConfigKey.LOG_LEVEL;
import static org.dragonfork.server.config.ConfigKey.LOG_MAX_LINES;
import static org.dragonfork.server.config.ConfigKey.NAME;
import static org.dragonfork.server.config.ConfigKey.STORAGE_DISK_DIR;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes a configuration of what file, environment and command line say; starts and opens nothing. */
public final class ConfigReader {
    private static final Pattern ID_FORM = Pattern.compile("[^\\s\\p{Cntrl}\"'\\\\]{1,100}");

    private static final Pattern NAME_FORM = Pattern.compile("\\P{Cntrl}{1,100}");

    /** Where the launcher says which FFmpeg it fetched. */
    private static final String FETCHED_FFMPEG = "DRAGONFORK_FFMPEG_CACHE";

    private static final int MOST_LOG_LINES = 100_000;

    private final ConfigInput input;
    private final Map<ConfigKey, GivenValue> given;
    private final Map<ConfigKey, String> generated = new EnumMap<>(ConfigKey.class);
    private final ConfigValues values;

    private ConfigReader(ConfigInput input) {
        this.input = input;
        this.given = input.given();
        generate(ID, Generated::id);
        generate(NAME, Generated::name);
        generate(API_AUTH_JWT_SECRET, Generated::secret);
        this.values = new ConfigValues(given);
    }

    /**
     * Reads everything and reports all mistakes together; looks at no file.
     *
     * @param environment environment variables
     * @param overrides values of the command line by {@linkplain ConfigKey#key() key}; they count more than the environment
     * @throws IllegalArgumentException when an override is of no known key, which is a mistake of the caller
     */
    public static ConfigReading read(Map<String, String> environment, Map<String, String> overrides) {
        return read(new ConfigInput(overrides, environment, Map.of(), FileContent.NONE));
    }

    /** The same with a file. */
    static ConfigReading read(ConfigInput input) {
        return new ConfigReader(input).read();
    }

    private ConfigReading read() {
        String id = values.parsed(ID, text -> Optional.of(text).filter(ID_FORM.asMatchPredicate()), "unusable");
        String name = values.parsed(NAME, text -> Optional.of(text).filter(NAME_FORM.asMatchPredicate()), "unusable");
        ListenAddress address = values.parsed(ADDRESS, ListenAddress::parse, new ListenAddress("", 0));
        var log = new LogConfig(
                values.parsed(LOG_LEVEL, ConfigReader::logLevel, LogLevel.INFO),
                values.number(LOG_MAX_LINES, 0, MOST_LOG_LINES));
        ApiConfig api = new ApiReader(values).read();
        var storage = new StorageConfig(folder(DB_DIR), folder(STORAGE_DISK_DIR));
        FfmpegConfig ffmpeg = new FfmpegReader(values)
                .read(input.variables().getOrDefault(FETCHED_FFMPEG, "").strip());
        MetricsConfig metrics = new MetricsReader(values).read();
        Optional<WebRtcConfig> webrtc = new WebRtcReader(values).read();
        List<ConfigMistake> mistakes = new ArrayList<>(input.file().mistakes());
        mistakes.addAll(values.mistakes());
        if (webrtc.isEmpty() || !mistakes.isEmpty()) {
            return new ConfigReading.Invalid(mistakes);
        }
        var config = new ServerConfig(id, name, address, log, api, storage, ffmpeg, webrtc.get(), metrics);
        return new ConfigReading.Valid(
                config, notes(), generated, settings(), input.file().dates());
    }

    private Path folder(ConfigKey key) {
        return values.parsed(key, ConfigReader::path, Path.of(""));
    }

    private void generate(ConfigKey key, java.util.function.Supplier<String> maker) {
        if (!given.containsKey(key)) {
            String made = maker.get();
            generated.put(key, made);
            given.put(key, GivenValue.of(key, made, ValueSource.GENERATED, ValueSource.GENERATED.label()));
        }
    }

    private List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        for (ConfigKey key : ConfigKey.values()) {
            settings.add(Setting.of(key, values.value(key)));
        }
        InertKey.ALL.forEach(key -> settings.add(Setting.of(key, input.file())));
        return settings;
    }

    /** What a person may not expect: keys that do nothing, and old names. */
    private List<String> notes() {
        List<String> notes = new ArrayList<>(input.file().notes());
        for (ConfigKey key : ConfigKey.values()) {
            GivenValue value = given.get(key);
            if (value != null
                    && !key.oldEnvironmentName().isEmpty()
                    && value.where().startsWith(key.oldEnvironmentName())) {
                notes.add(value.where() + " is an old name of " + key.environmentName()
                        + ", which should be used instead");
            }
        }
        input.strayVariables()
                .forEach(name -> notes.add(
                        InertKey.ofVariable(name).isPresent()
                                ? name + " is known, but has no effect in this version"
                                : name + " is set, but this version has no such key, so it has no effect"));
        return notes;
    }

    private static Optional<LogLevel> logLevel(String text) {
        return Arrays.stream(LogLevel.values())
                .filter(level -> level.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text).normalize());
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }
}
