package org.dragonfork.server.planted.server.app;

/** Processes are the business of ffmpeg. */
final class StartsProcess {
    ProcessBuilder process() {
        return new ProcessBuilder("true");
    }
}
