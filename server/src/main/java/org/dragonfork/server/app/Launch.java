package org.dragonfork.server.app;

import org.dragonfork.server.config.ConfigReading;

/** What the command line starts: a server that runs until it is told to stop. */
interface Launch {
    /**
     * Runs the server and returns when it has stopped.
     *
     * @return exit code of the program, 0 for an orderly end
     */
    int run(ConfigReading.Valid configuration, LaunchRequest request);
}
