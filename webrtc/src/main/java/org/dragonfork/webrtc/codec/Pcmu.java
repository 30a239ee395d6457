package org.dragonfork.webrtc.codec;

import java.util.Map;

/** G.711 µ-law audio (RFC 3551 section 4.5, static payload type 0). */
public record Pcmu() implements Codec {
    @Override
    public MediaKind kind() {
        return MediaKind.AUDIO;
    }

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

    @Override
    public String profileText() {
        return "";
    }

    @Override
    public int match(Map<String, String> offered) {
        return 1;
    }

    @Override
    public String answerFormatParameters(Map<String, String> offered) {
        return "";
    }

    @Override
    public boolean startsKeyFrame(byte[] packet, int payloadOffset, int payloadLength) {
        return true;
    }

    @Override
    public boolean carriesParameterSets(byte[] packet, int payloadOffset, int payloadLength) {
        return true;
    }
}
