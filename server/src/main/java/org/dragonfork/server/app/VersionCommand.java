package org.dragonfork.server.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code version}: prints which build this is. */
@Command(name = "version", description = "Print the version.")
final class VersionCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final BuildInfo build;

    VersionCommand(BuildInfo build) {
        this.build = build;
    }

    @Override
    public void run() {
        spec.commandLine().getOut().println(build.line());
    }
}
