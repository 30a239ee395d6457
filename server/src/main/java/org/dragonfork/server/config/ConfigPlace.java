package org.dragonfork.server.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where the configuration file is.
 *
 * @param path the file, which need not be there
 * @param isNamed whether the person named it
 */
record ConfigPlace(Path path, boolean isNamed) {
    /** The variable that names it. */
    static final String VARIABLE = "CORE_CONFIGFILE";

    private static final String FOLDER = "datarhei-core";

    /**
     * The file that the variable names; else the last that is there of the places where the original looks; else
     * {@code config/config.json}.
     *
     * @param variables environment and {@code .env}
     * @param working the working directory
     */
    static ConfigPlace find(Map<String, String> variables, Path working) {
        String named = variables.getOrDefault(VARIABLE, "").strip();
        if (!named.isEmpty()) {
            return new ConfigPlace(working.resolve(named).normalize(), true);
        }
        List<Path> folders = new ArrayList<>();
        String home = variables.getOrDefault("HOME", "");
        String xdg = variables.getOrDefault("XDG_CONFIG_HOME", "");
        if (!xdg.isEmpty()) {
            folders.add(Path.of(xdg, FOLDER));
        }
        if (!home.isEmpty()) {
            folders.add(Path.of(home, "Library", "Application Support", FOLDER));
            folders.add(Path.of(home, ".config", FOLDER));
        }
        folders.add(working.resolve("config"));
        Path found = working.resolve("config").resolve("config.json");
        for (Path folder : folders) {
            for (String name : List.of("config.js", "config.json")) {
                if (Files.isRegularFile(folder.resolve(name))) {
                    found = folder.resolve(name);
                }
            }
        }
        return new ConfigPlace(found.normalize(), false);
    }
}
