package org.dragonfork.server.ffmpeg;

import java.util.function.Consumer;

/**
 * Picks the SDP out of FFmpeg's standard output: from {@code v=0} to a line that is none of an SDP, or to where FFmpeg stops
 * writing. It writes it in one go and nothing behind it ({@code -sdp_file}); should it come in pieces, the longer text is
 * told again.
 */
final class SdpCapture implements LineSink {
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
    private int told;

    SdpCapture(Consumer<String> sink) {
        this.sink = sink;
    }

    @Override
    public void accept(String line) {
        switch (phase) {
            case BEFORE -> {
                if (line.equals("v=0")) {
                    phase = Phase.INSIDE;
                    inside(line);
                }
            }
            case INSIDE -> inside(line);
            case AFTER -> {}
        }
    }

    @Override
    public void paused() {
        if (phase == Phase.INSIDE && sdp.length() > told) {
            told = sdp.length();
            sink.accept(sdp.toString());
        }
    }

    private void inside(String line) {
        // RFC 8866 section 5: one letter and an equals sign.
        if (line.length() < 2 || line.charAt(1) != '=') {
            paused();
            phase = Phase.AFTER;
        } else if (sdp.length() + line.length() + 2 > MAX_LENGTH) {
            phase = Phase.AFTER;
        } else {
            sdp.append(line).append("\r\n");
        }
    }
}
