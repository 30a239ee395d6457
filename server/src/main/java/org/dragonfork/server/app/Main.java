package org.dragonfork.server.app;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line: reads arguments, and starts what they ask for through {@link Launch}. Only {@link #main} ends the JVM. */
@Command(
        name = "dragonfork",
        synopsisSubcommandLabel = "COMMAND",
        description = "Lets people watch what FFmpeg plays, over WebRTC through WHEP.")
public final class Main implements Runnable {
    @CommandLine.Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "print this text")
    @SuppressWarnings("unused") // picocli asks the annotation, not the field
    private boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Path working;
    private final Map<String, String> environment;
    private final Launch launch;

    /**
     * @param working folder in which the configuration is looked for
     * @param environment environment variables, where the configuration comes from, too
     */
    Main(Path working, Map<String, String> environment, Launch launch) {
        this.working = working;
        this.environment = Map.copyOf(environment);
        this.launch = launch;
    }

    /** The program. */
    public static void main(String[] arguments) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = new Main(Path.of(""), System.getenv(), new ServerLaunch(out, err)).run(out, err, arguments);
        out.flush();
        err.flush();
        Runtime.getRuntime().exit(code);
    }

    /**
     * Runs a command and returns when it is done.
     *
     * @return exit code: 0, what the launch returned, 2 for arguments that cannot be understood, 78 for a bad
     *     configuration
     */
    int run(PrintWriter out, PrintWriter err, String... arguments) {
        var starter = new Starter(working, environment, launch);
        return new CommandLine(this)
                .addSubcommand(new DemoCommand(starter))
                .addSubcommand(new ServeCommand(starter))
                .addSubcommand(new ConfigCommand(starter))
                .addSubcommand(new VersionCommand(BuildInfo.read(environment)))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler(Main::explain)
                .execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int explain(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String what = String.valueOf(mistake.getMessage()).lines().findFirst().orElse("cannot be understood");
        command.getErr().println(name + ": " + what + " (./" + name + " --help says what can be given)");
        return CommandLine.ExitCode.USAGE;
    }
}
