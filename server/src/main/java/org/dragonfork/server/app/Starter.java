package org.dragonfork.server.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dragonfork.server.config.ConfigLoader;
import org.dragonfork.server.config.ConfigMistake;
import org.dragonfork.server.config.ConfigReading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From options, environment and file to a running server, or to the list of what is wrong with them. */
final class Starter {
    /** EX_CONFIG of sysexits.h: something is wrong with the configuration. */
    static final int BAD_CONFIGURATION = 78;

    private static final Logger LOG = LoggerFactory.getLogger(Starter.class);

    private final Path working;
    private final Map<String, String> environment;
    private final Launch launch;

    /** @param working folder in which the configuration is looked for */
    Starter(Path working, Map<String, String> environment, Launch launch) {
        this.working = working;
        this.environment = Map.copyOf(environment);
        this.launch = launch;
    }

    /** What would be started with these options. */
    ConfigLoader loader(ConfigOptions options) {
        return ConfigLoader.in(working, environment, options.overrides());
    }

    int start(ConfigOptions options, LaunchRequest request, PrintWriter err) {
        ConfigLoader loader = loader(options);
        return switch (loader.read()) {
            case ConfigReading.Invalid invalid -> {
                complain(invalid, "so nothing was started", err);
                yield BAD_CONFIGURATION;
            }
            case ConfigReading.Valid valid -> {
                ConsoleLog.show(valid.config().log().level());
                valid.notes().forEach(LOG::info);
                Optional<String> lost = loader.keep(
                        valid, request.keepsState(), InstantSource.system().instant());
                lost.ifPresent(LOG::warn);
                yield launch.run(valid, request);
            }
        };
    }

    /** Says what is wrong, one mistake a line. */
    static void complain(ConfigReading.Invalid invalid, String consequence, PrintWriter err) {
        err.println("dragonfork: the configuration cannot be used, " + consequence + ":");
        List<ConfigMistake> mistakes = invalid.mistakes();
        mistakes.stream().map(ConfigMistake::line).forEach(line -> err.println("  " + line));
    }
}
