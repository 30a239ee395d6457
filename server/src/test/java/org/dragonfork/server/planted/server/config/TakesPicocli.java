package org.dragonfork.server.planted.server.config;

import picocli.CommandLine;

/** The command line is the business of app. */
final class TakesPicocli {
    CommandLine commandLine() {
        return new CommandLine(new Object());
    }
}
