package org.dragonfork.server.app;

import java.io.PrintWriter;
import java.util.Map;
import org.dragonfork.server.config.ConfigMistake;
import org.dragonfork.server.config.ConfigReader;
import org.dragonfork.server.config.ConfigReading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From options and environment to a running server, or to the list of what is wrong with them. */
final class Starter {
    /** EX_CONFIG of sysexits.h: something is wrong with the configuration. */
    static final int BAD_CONFIGURATION = 78;

    private static final Logger LOG = LoggerFactory.getLogger(Starter.class);

    private final Map<String, String> environment;
    private final Launch launch;

    Starter(Map<String, String> environment, Launch launch) {
        this.environment = Map.copyOf(environment);
        this.launch = launch;
    }

    int start(ConfigOptions options, LaunchRequest request, PrintWriter err) {
        return switch (ConfigReader.read(environment, options.overrides())) {
            case ConfigReading.Invalid invalid -> {
                err.println("dragonfork: the configuration cannot be used, so nothing was started:");
                invalid.mistakes().stream().map(ConfigMistake::line).forEach(line -> err.println("  " + line));
                yield BAD_CONFIGURATION;
            }
            case ConfigReading.Valid valid -> {
                ConsoleLog.show(valid.config().log().level());
                valid.notes().forEach(LOG::info);
                yield launch.run(valid.config(), request);
            }
        };
    }
}
