package org.dragonfork.webrtc.codec;

/** G.711 A-law audio (RFC 3551 section 4.5, static payload type 8). */
public record Pcma() implements AudioCodec {
    @Override
    public String encodingName() {
        return "PCMA";
    }

    @Override
    public int clockRate() {
        return 8000;
    }

    @Override
    public int channels() {
        return 1;
    }
}
