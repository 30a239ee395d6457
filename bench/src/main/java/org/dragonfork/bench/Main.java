package org.dragonfork.bench;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the bench. */
@Command(
        name = "dragonfork bench",
        description =
                "Measures what this machine can do: fan-out, wait, allocation, metrics, scrape, processes, endurance, memory, answer, join, storm, hop, the whole server and cold start.",
        sortOptions = false)
public final class Main implements Callable<Integer> {
    @Option(names = "--quick", description = "about a minute instead of about eight; coarser")
    private boolean quick;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description =
                    "only fanout, wait, allocation, metrics, scrape, processes, endurance, memory, post, join, storm, hop, whole or cold; may be given several times")
    private List<String> only = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "write the figures to this file, too")
    private @Nullable Path json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "print this text")
    @SuppressWarnings("unused") // picocli asks the annotation, not the field
    private boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The program. */
    public static void main(String[] arguments) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = run(out, err, arguments);
        out.flush();
        err.flush();
        Runtime.getRuntime().exit(code);
    }

    /**
     * Runs and returns when all is measured.
     *
     * @return exit code: 0, 1 when a measurement failed, 2 for arguments that cannot be understood
     */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((mistake, _) -> {
                    err.println("dragonfork bench: " + mistake.getMessage()
                            + " (./dragonfork bench --help says what can be given)");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((failure, _, _) -> {
                    err.println("dragonfork bench: the measurement failed: " + failure);
                    failure.printStackTrace(err);
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.WARN);
        }
        CommandLine command = spec.commandLine();
        String found =
                new Bench(command.getOut(), command.getErr()).run(chosen(), quick ? Effort.quick() : Effort.full());
        Path file = json;
        if (file != null) {
            JsonReport.write(file, found);
        }
        return CommandLine.ExitCode.OK;
    }

    private List<Measurement> chosen() {
        List<String> names = Bench.ALL.stream().map(Measurement::name).toList();
        for (String name : only) {
            if (!names.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "there is no measurement '" + name + "'; there are " + String.join(", ", names));
            }
        }
        return Bench.ALL.stream()
                .filter(measurement -> only.isEmpty() || only.contains(measurement.name()))
                .toList();
    }
}
