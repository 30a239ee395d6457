package org.dragonfork.server.app;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.dragonfork.egress.event.StreamId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code serve}: a server for streams of the person's own. */
@Command(name = "serve", description = "Start the server, with streams of your own or to be used over its API.")
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    @Option(
            names = "--stream",
            paramLabel = "ID=ADDRESS",
            description =
                    "a stream and what FFmpeg reads for it; may be given several times, or not at all: then the server"
                            + " has the processes that the API gave it")
    private List<String> streams = new ArrayList<>();

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "auto (the default: pass on what browsers can play, encode the rest), copy or transcode")
    private StreamMode mode = StreamMode.AUTO;

    @Option(
            names = "--on-demand",
            description = "let FFmpeg run for the streams given here only while somebody watches")
    private boolean onDemand;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Starter starter;

    ServeCommand(Starter starter) {
        this.starter = starter;
    }

    @Override
    public Integer call() {
        return starter.start(
                options,
                new LaunchRequest.Serve(parsedStreams(), onDemand),
                spec.commandLine().getErr());
    }

    private List<StreamArgument> parsedStreams() {
        Set<StreamId> seen = new HashSet<>();
        List<StreamArgument> parsed = new ArrayList<>();
        for (String text : streams) {
            StreamArgument stream;
            try {
                stream = StreamArgument.parse(text, mode);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
            }
            if (!seen.add(stream.id())) {
                throw new ParameterException(spec.commandLine(), "there are two streams of the id " + stream.id());
            }
            parsed.add(stream);
        }
        return parsed;
    }
}
