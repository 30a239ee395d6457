package org.dragonfork.server.e2e;

import java.nio.file.Path;

/** Processes as clients describe them. */
final class Processes {
    private Processes() {}

    /** A test picture that goes nowhere. */
    static String idle(String id, boolean autostart) {
        return """
                {"id": "%s", "type": "ffmpeg", "reference": "test", "options": ["-hide_banner"],
                 "input": [{"id": "in", "address": "testsrc2=size=64x64:rate=5", "options": ["-re", "-f", "lavfi"]}],
                 "output": [{"id": "out", "address": "-", "options": ["-f", "null"]}],
                 "reconnect": true, "reconnect_delay_seconds": 1, "autostart": %s, "stale_timeout_seconds": 0,
                 "limits": {"cpu_usage": 0, "memory_mbytes": 0, "waitfor_seconds": 0}}
                """.formatted(id, autostart);
    }

    /** A test picture with a tone that can be watched. */
    static String watched(String id) {
        return """
                {"id": "%s",
                 "input": [{"id": "picture", "address": "testsrc2=size=160x90:rate=10", "options": ["-re", "-f", "lavfi"]},
                   {"id": "tone", "address": "sine=sample_rate=48000", "options": ["-re", "-f", "lavfi"]}],
                 "output": [], "reconnect": true, "reconnect_delay_seconds": 1,
                 "webrtc": {"enabled": true, "mode": "transcode", "audio_map": "1:a:0"}}
                """.formatted(id);
    }

    /** A file that is sent as it is, again and again. */
    static String copied(String id, Path file) {
        return """
                {"id": "%s", "input": [{"id": "in", "address": "%s", "options": ["-re", "-stream_loop", "-1"]}],
                 "output": [], "reconnect": true, "reconnect_delay_seconds": 1,
                 "webrtc": {"enabled": true, "mode": "copy"}}
                """.formatted(id, file);
    }

    /** An address at which nobody is, tried again as soon as may be. */
    static String absent(String id, String address) {
        return """
                {"id": "%s", "input": [{"id": "in", "address": "%s"}], "output": [],
                 "reconnect": true, "reconnect_delay_seconds": 0, "webrtc": {"enabled": true}}
                """.formatted(id, address);
    }
}
