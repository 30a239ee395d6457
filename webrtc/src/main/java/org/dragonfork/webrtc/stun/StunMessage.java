package org.dragonfork.webrtc.stun;

import java.util.List;
import java.util.Optional;

/**
 * A STUN message (RFC 8489 section 5) as values; it does not know whether its bytes were authentic.
 *
 * @param messageClass request, indication, success or error
 * @param method 0 to 0xFFF; ICE uses {@link #BINDING} only
 * @param transactionId ties request and response
 * @param attributes in wire order, at most {@link StunReader#MAX_ATTRIBUTES}; without MESSAGE-INTEGRITY, FINGERPRINT
 *     and whatever stood after MESSAGE-INTEGRITY
 */
public record StunMessage(
        StunClass messageClass, int method, TransactionId transactionId, List<StunAttribute> attributes) {
    /** RFC 8489 section 18.2. */
    public static final int BINDING = 0x001;

    public StunMessage {
        if (method < 0 || method > 0xFFF) {
            throw new IllegalArgumentException("STUN method " + method + " does not fit in 12 bits");
        }
        attributes = List.copyOf(attributes);
        if (attributes.size() > StunReader.MAX_ATTRIBUTES) {
            throw new IllegalArgumentException(
                    attributes.size() + " attributes, allowed are " + StunReader.MAX_ATTRIBUTES);
        }
    }

    /** A Binding message of this class. */
    public static StunMessage binding(
            StunClass messageClass, TransactionId transactionId, List<? extends StunAttribute> attributes) {
        return new StunMessage(messageClass, BINDING, transactionId, List.copyOf(attributes));
    }

    /** Whether this is a Binding message of this class. */
    public boolean isBinding(StunClass expected) {
        return method == BINDING && messageClass == expected;
    }

    /** The first attribute of this kind; repeated ones are ignored (RFC 8489 section 14). */
    public <A extends StunAttribute> Optional<A> attribute(Class<A> kind) {
        for (StunAttribute attribute : attributes) {
            if (kind.isInstance(attribute)) {
                return Optional.of(kind.cast(attribute));
            }
        }
        return Optional.empty();
    }

    /** Whether there is an attribute of this kind. */
    public boolean has(Class<? extends StunAttribute> kind) {
        return attribute(kind).isPresent();
    }

    /** The types, each once, that a receiver must refuse with 420 (RFC 8489 section 6.3.1). */
    public List<Integer> unknownRequired() {
        return attributes.stream()
                .filter(StunAttribute.Unknown.class::isInstance)
                .map(StunAttribute.Unknown.class::cast)
                .filter(StunAttribute.Unknown::comprehensionRequired)
                .map(StunAttribute.Unknown::type)
                .distinct()
                .toList();
    }

    static StunMessage ofType(int type, TransactionId transactionId, List<StunAttribute> attributes) {
        int method = (type & 0x000F) | (type & 0x00E0) >> 1 | (type & 0x3E00) >> 2;
        return new StunMessage(StunClass.ofType(type), method, transactionId, attributes);
    }

    /** The 14 bits where method and class interleave (RFC 8489 section 5, figure 3). */
    int type() {
        return messageClass.typeBits() | (method & 0x00F) | (method & 0x070) << 1 | (method & 0xF80) << 2;
    }
}
