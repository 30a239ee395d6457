package org.dragonfork.webrtc.codec;

/** G.711 µ-law audio (RFC 3551 section 4.5, static payload type 0). */
public record Pcmu() implements AudioCodec {
    @Override
    public String encodingName() {
        return "PCMU";
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
