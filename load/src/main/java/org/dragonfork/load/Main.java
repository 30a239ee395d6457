package org.dragonfork.load;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of the load client. */
@Command(
        name = "dragonfork load",
        description = {
            "Sends viewers to a WHEP server and tells what they got: real ones, each with a UDP socket, ICE, DTLS, SRTP and"
                    + " RTCP of its own, that decrypt and check every packet and decode none.",
            "It is for sizing a server of your own. Exit code: 0 when all watched to the end, 1 when some did not, 2 for"
                    + " arguments that cannot be used.%n"
        },
        sortOptions = false)
public final class Main implements Callable<Integer> {
    @Option(names = "--url", paramLabel = "URL", required = true, description = "WHEP address of the stream")
    private URI url = URI.create("");

    @Option(names = "--viewers", paramLabel = "N", required = true, description = "how many, 1 to 10000")
    private int viewers;

    @Option(
            names = "--ramp",
            paramLabel = "TIME",
            description = "time over which they come; 0 for all at once (default: 20 ms each)")
    private @Nullable String ramp;

    @Option(
            names = "--settle",
            paramLabel = "TIME",
            defaultValue = "0",
            description =
                    "how long all watch before the --duration that the server's cost is taken over; a server that has"
                            + " just let a crowd in is still busy with that (default: 0)")
    private String settle = "0";

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "20s",
            description = "how long all watch, from when each got its first packet or failed (default: 20s)")
    private String duration = "20s";

    @Option(
            names = "--loss",
            paramLabel = "PERCENT",
            defaultValue = "0",
            description =
                    "share of the media packets that each viewer throws away unseen, to see what a bad network does")
    private double loss;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "of the dice for --loss (default: 1)")
    private long seed;

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            defaultValue = "15s",
            description =
                    "how long answer, ICE, DTLS and first packet may each take, and media may pause (default: 15s)")
    private String patience = "15s";

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "bearer token for the server; or set DRAGONFORK_TOKEN")
    private @Nullable String token;

    @Option(names = "--json", paramLabel = "FILE", description = "write the report as JSON, too; - for standard output")
    private @Nullable String json;

    @Option(
            names = "--server-pid",
            paramLabel = "PID",
            description = "the server's process on this machine: tells its CPU time per packet sent")
    private @Nullable Long serverPid;

    @Option(
            names = "--i-own-this-server",
            description = "needed for a server that is not on this machine: whoever aims this at the server of others"
                    + " attacks it")
    private boolean owned;

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
     * Runs and returns when all viewers have left.
     *
     * @param out gets the report
     * @param err gets progress and mistakes
     * @return exit code: 0, 1 when a viewer failed, 2 for arguments that cannot be used
     */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Main())
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((mistake, _) -> {
                    err.println("dragonfork load: " + mistake.getMessage()
                            + " (./dragonfork load --help says what can be given)");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((failure, _, _) -> {
                    err.println("dragonfork load: the run broke off: " + failure);
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        LoadPlan plan = plan();
        requireOwned();
        ServerProcess server = serverPid == null
                ? null
                : ServerProcess.of(serverPid).orElseThrow(() -> mistake("there is no process " + serverPid));
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        var run = new LoadRun(plan, new Progress(err), server);
        LoadReport report;
        try (var _ = new Interruption(run)) {
            report = run.run();
            String file = json;
            // With the JSON on standard output, people read the other stream.
            new TextReport("-".equals(file) ? err : out).print(report);
            if (file != null) {
                write(file, JsonReport.text(report), out);
            }
        }
        return report.passed() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private LoadPlan plan() {
        String wrong = Target.mistake(url);
        if (wrong != null) {
            throw mistake(wrong);
        }
        if (viewers < 1 || viewers > 10_000) {
            throw mistake("--viewers wants 1 to 10000");
        }
        if (!(loss >= 0 && loss < 100)) {
            throw mistake("--loss wants percent, 0 to below 100");
        }
        Duration wait = time("--patience", patience);
        if (wait.compareTo(Duration.ofSeconds(1)) < 0) {
            throw mistake("--patience wants 1s and more");
        }
        return new LoadPlan(
                url,
                viewers,
                ramp == null ? Duration.ofMillis(20L * viewers) : time("--ramp", ramp),
                time("--settle", settle),
                time("--duration", duration),
                loss / 100,
                seed,
                token == null ? System.getenv("DRAGONFORK_TOKEN") : token,
                wait,
                serverPid);
    }

    private void requireOwned() {
        try {
            if (!owned && !Target.isLoopback(url)) {
                throw mistake(Target.host(url) + " is not this machine; give --i-own-this-server when the server is"
                        + " yours, and never aim this at the server of others");
            }
        } catch (UnknownHostException e) {
            throw mistake("there is no host " + Target.host(url));
        }
    }

    private Duration time(String option, String text) {
        return LoadDuration.read(text).orElseThrow(() -> mistake(option + " wants a time such as 500ms, 20s or 2m"));
    }

    private ParameterException mistake(String text) {
        return new ParameterException(spec.commandLine(), text);
    }

    private static void write(String file, String text, PrintWriter out) throws IOException {
        if (file.equals("-")) {
            out.println(text);
            out.flush();
        } else {
            Files.writeString(Path.of(file), text + "\n");
        }
    }
}
