package org.dragonfork.webrtc.codec;

/** G.722 audio; its clock is written as 8000 Hz though it samples at 16 kHz (RFC 3551 section 4.5, static payload type 9). */
public record G722() implements AudioCodec {
    @Override
    public String encodingName() {
        return "G722";
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
