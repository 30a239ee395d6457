package org.dragonfork.webrtc.codec;

import java.util.List;
import java.util.Map;

/**
 * Opus audio (RFC 7587). Its parameters say what each side likes to receive, so an offer's never exclude a stream.
 *
 * @param stereo whether the stream is known to be stereo, which the answer then announces
 */
public record Opus(boolean stereo) implements AudioCodec {
    /** Opus of which the number of coded channels is not known. */
    public Opus() {
        this(false);
    }

    @Override
    public String encodingName() {
        return "opus";
    }

    @Override
    public int clockRate() {
        return 48_000;
    }

    /** Always 2, mono included (RFC 7587 section 7). */
    @Override
    public int channels() {
        return 2;
    }

    /** Only what the sender has to say: {@code sprop-stereo}; the rest of RFC 7587 section 6.1 is for receivers. */
    @Override
    public String answerFormatParameters(Map<String, String> offered) {
        return stereo ? "sprop-stereo=1" : "";
    }

    @Override
    public List<String> offeredFormatParameters() {
        return List.of(answerFormatParameters(Map.of()));
    }
}
