package org.dragonfork.webrtc.codec;

import java.util.List;
import java.util.Map;

/**
 * AV1 video (RTP Payload Format For AV1, version 1.0 of the Alliance for Open Media).
 *
 * <pre>
 *  0 1 2 3 4 5 6 7
 * +-+-+-+-+-+-+-+-+
 * |Z|Y| W |N|-|-|-|  aggregation header; N: a coded video sequence starts, Z: the first element is a continuation
 * +-+-+-+-+-+-+-+-+
 * </pre>
 *
 * @param profile 0 Main, 1 High, 2 Professional
 */
public record Av1(int profile) implements Codec {
    private static final int CONTINUATION = 0x80;
    private static final int NEW_SEQUENCE = 0x08;
    private static final int SEQUENCE_HEADER = 1;

    /** leb128 sizes have at most eight bytes (AV1 section 4.10.5); an RTP packet needs three. */
    private static final int MOST_SIZE_BYTES = 3;

    /** Main profile, what a missing profile means (section 7 of the payload format). */
    public Av1() {
        this(0);
    }

    @Override
    public MediaKind kind() {
        return MediaKind.VIDEO;
    }

    @Override
    public String encodingName() {
        return "AV1";
    }

    @Override
    public int clockRate() {
        return 90_000;
    }

    @Override
    public int channels() {
        return 0;
    }

    @Override
    public String profileText() {
        return switch (profile) {
            case 0 -> "Main";
            case 1 -> "High";
            case 2 -> "Professional";
            default -> "Profile " + profile;
        };
    }

    /** A receiver of a higher profile decodes the lower ones (AV1 section A.2); level and tier are not held against it. */
    @Override
    public int match(Map<String, String> offered) {
        int receiver = EchoedParameters.number(offered, "profile", 0);
        if (receiver < profile) {
            return UNUSABLE;
        }
        return receiver == profile ? 2 : 1;
    }

    @Override
    public List<String> offeredFormatParameters() {
        return List.of("profile=" + profile);
    }

    @Override
    public String answerFormatParameters(Map<String, String> offered) {
        return EchoedParameters.of(offered, List.of("level-idx", "profile", "tier"));
    }

    @Override
    public boolean startsKeyFrame(byte[] packet, int payloadOffset, int payloadLength) {
        return payloadLength > 1 && (packet[payloadOffset] & (CONTINUATION | NEW_SEQUENCE)) == NEW_SEQUENCE;
    }

    /** A sequence header OBU starts in the packet. */
    @Override
    public boolean carriesParameterSets(byte[] packet, int payloadOffset, int payloadLength) {
        int end = payloadOffset + payloadLength;
        if (payloadLength < 1) {
            return false;
        }
        boolean continuation = (packet[payloadOffset] & CONTINUATION) != 0;
        int elements = (packet[payloadOffset] >> 4) & 0x03;
        int at = payloadOffset + 1;
        for (int element = 1; at < end; element++) {
            int size = end - at;
            if (element != elements) {
                size = 0;
                boolean more = true;
                for (int i = 0; more; i++) {
                    if (i == MOST_SIZE_BYTES || at >= end) {
                        return false;
                    }
                    size |= (packet[at] & 0x7F) << (7 * i);
                    more = (packet[at++] & 0x80) != 0;
                }
            }
            boolean starts = element > 1 || !continuation;
            if (starts && size > 0 && at < end && ((packet[at] >> 3) & 0x0F) == SEQUENCE_HEADER) {
                return true;
            }
            at += size;
        }
        return false;
    }
}
