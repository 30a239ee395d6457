package org.dragonfork.server.ffmpeg;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Cuts a child's output into lines at CR, LF or CR LF; a line longer than the limit is cut short. */
final class LineReader {
    /** Longer than any line of FFmpeg that is worth reading; datarhei's patch writes some 300 bytes for each stream. */
    static final int MAX_LINE = 32 * 1024;

    private final LineSink sink;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean afterCarriageReturn;

    private LineReader(LineSink sink) {
        this.sink = sink;
    }

    /** Reads to the end, so that the child never waits for somebody to read. */
    static void drain(InputStream in, LineSink sink) {
        LineReader reader = new LineReader(sink);
        byte[] buffer = new byte[8192];
        try (in) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    reader.accept(buffer[i]);
                }
                sink.paused();
            }
        } catch (IOException _) {
            // The pipe of a killed child is closed under the reader; what was read counts.
        }
        if (reader.line.size() > 0) {
            reader.emit();
            sink.paused();
        }
    }

    private void accept(byte b) {
        boolean pairWithBefore = b == '\n' && afterCarriageReturn;
        afterCarriageReturn = b == '\r';
        if (pairWithBefore) {
            return;
        }
        if (b == '\n' || b == '\r') {
            emit();
        } else if (line.size() < MAX_LINE) {
            line.write(b);
        }
    }

    private void emit() {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        sink.accept(text);
    }
}
