package org.dragonfork.server.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code demo}: a server with a live test picture. */
@Command(name = "demo", description = "Start the server with a live test picture and print where to watch it.")
final class DemoCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOptions options = new ConfigOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Starter starter;

    DemoCommand(Starter starter) {
        this.starter = starter;
    }

    @Override
    public Integer call() {
        return starter.start(
                options, new LaunchRequest.Demo(), spec.commandLine().getErr());
    }
}
