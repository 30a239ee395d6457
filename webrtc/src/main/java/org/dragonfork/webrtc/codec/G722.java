package org.dragonfork.webrtc.codec;

import java.util.Map;

/** G.722 audio; its clock is written as 8000 Hz though it samples at 16 kHz (RFC 3551 section 4.5, static payload type 9). */
public record G722() implements Codec {
    @Override
    public MediaKind kind() {
        return MediaKind.AUDIO;
    }

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
