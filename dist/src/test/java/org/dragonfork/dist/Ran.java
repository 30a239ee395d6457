package org.dragonfork.dist;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a program did that ended.
 *
 * @param code its exit code
 * @param said its two outputs together
 */
record Ran(int code, String said) {
    private static final long PATIENCE_SECONDS = 120;

    /** Runs a program to its end, in a folder, with these variables and those of the test but for {@code CORE_*}. */
    static Ran in(Path folder, Map<String, String> variables, List<String> command)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(Ran::configures);
        builder.environment().putAll(variables);
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " does not end; it said: " + said);
        }
        return new Ran(process.exitValue(), said);
    }

    static Ran in(Path folder, String... command) throws IOException, InterruptedException {
        return in(folder, Map.of(), List.of(command));
    }

    /** What would make a test see the settings of whoever runs it. */
    private static boolean configures(String variable) {
        return variable.startsWith("CORE_")
                || variable.startsWith("COMPOSE_")
                || variable.startsWith("GRAFANA_")
                || variable.startsWith("PROM_")
                || variable.startsWith("API_AUTH_");
    }
}
