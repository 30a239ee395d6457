package org.dragonfork.server.ffmpeg;

import java.util.function.Consumer;

/** Picks the SDP out of FFmpeg's standard output: the lines after {@code SDP:} up to an empty one. */
final class SdpCapture implements Consumer<String> {
    /** An SDP of two legs has 500 bytes; a process may have other RTP outputs too. */
    static final int MAX_LENGTH = 64 * 1024;

    private enum Phase {
        BEFORE,
        INSIDE,
        AFTER
    }

    private final Consumer<String> sink;
    private final StringBuilder sdp = new StringBuilder();
    private Phase phase = Phase.BEFORE;

    SdpCapture(Consumer<String> sink) {
        this.sink = sink;
    }

    @Override
    public void accept(String line) {
        switch (phase) {
            case BEFORE -> {
                if (line.equals("SDP:")) {
                    phase = Phase.INSIDE;
                }
            }
            case INSIDE -> inside(line);
            case AFTER -> {}
        }
    }

    private void inside(String line) {
        if (line.isEmpty()) {
            phase = Phase.AFTER;
            sink.accept(sdp.toString());
        } else if (sdp.length() + line.length() + 2 > MAX_LENGTH) {
            phase = Phase.AFTER;
        } else {
            sdp.append(line).append("\r\n");
        }
    }
}
