package org.dragonfork.webrtc.codec;

import java.util.Map;

/** What all audio codecs have in common: every packet can be decoded by itself, and no parameter excludes a stream. */
public sealed interface AudioCodec extends Codec permits Opus, Pcmu, Pcma, G722 {
    @Override
    default MediaKind kind() {
        return MediaKind.AUDIO;
    }

    @Override
    default String profileText() {
        return "";
    }

    @Override
    default int match(Map<String, String> offered) {
        return 1;
    }

    @Override
    default String answerFormatParameters(Map<String, String> offered) {
        return "";
    }

    @Override
    default boolean startsKeyFrame(byte[] packet, int payloadOffset, int payloadLength) {
        return true;
    }

    @Override
    default boolean carriesParameterSets(byte[] packet, int payloadOffset, int payloadLength) {
        return true;
    }
}
