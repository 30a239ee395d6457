package org.dragonfork.webrtc.stun;

import static org.dragonfork.webrtc.stun.StunFormat.ATTRIBUTE_HEADER_LENGTH;
import static org.dragonfork.webrtc.stun.StunFormat.HEADER_LENGTH;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes STUN messages (RFC 8489 section 5), always with FINGERPRINT as ICE wants it (RFC 8445 section 7.1). Any thread.
 */
public final class StunWriter {
    private static final int INTEGRITY_ATTRIBUTE_LENGTH = ATTRIBUTE_HEADER_LENGTH + StunFormat.HMAC_LENGTH;
    private static final int FINGERPRINT_ATTRIBUTE_LENGTH = ATTRIBUTE_HEADER_LENGTH + StunFormat.FINGERPRINT_LENGTH;

    private StunWriter() {}

    /**
     * The message with MESSAGE-INTEGRITY and FINGERPRINT, in an array of its own.
     *
     * @throws IllegalArgumentException when it is longer than {@link StunReader#MAX_MESSAGE_LENGTH}
     */
    public static byte[] write(StunMessage message, MessageIntegrity integrity) {
        byte[] bytes = attributes(message, INTEGRITY_ATTRIBUTE_LENGTH + FINGERPRINT_ATTRIBUTE_LENGTH);
        int at = bytes.length - INTEGRITY_ATTRIBUTE_LENGTH - FINGERPRINT_ATTRIBUTE_LENGTH;
        byte[] hmac = integrity.hmac(bytes, 0, at);
        BigEndian.put16(bytes, at, StunFormat.MESSAGE_INTEGRITY);
        BigEndian.put16(bytes, at + 2, hmac.length);
        System.arraycopy(hmac, 0, bytes, at + ATTRIBUTE_HEADER_LENGTH, hmac.length);
        return fingerprinted(bytes);
    }

    /**
     * The message with FINGERPRINT but not authenticated, in an array of its own.
     *
     * @throws IllegalArgumentException when it is longer than {@link StunReader#MAX_MESSAGE_LENGTH}
     */
    public static byte[] write(StunMessage message) {
        return fingerprinted(attributes(message, FINGERPRINT_ATTRIBUTE_LENGTH));
    }

    /** Header and attributes, with {@code spare} zero bytes behind them that the header's length already counts. */
    private static byte[] attributes(StunMessage message, int spare) {
        List<byte[]> values = message.attributes().stream()
                .map(attribute -> value(attribute, message.transactionId()))
                .toList();
        int length = HEADER_LENGTH + spare;
        for (byte[] value : values) {
            length += ATTRIBUTE_HEADER_LENGTH + StunFormat.padded(value.length);
        }
        if (length > StunReader.MAX_MESSAGE_LENGTH) {
            throw new IllegalArgumentException(
                    "STUN message of " + length + " bytes, allowed are " + StunReader.MAX_MESSAGE_LENGTH);
        }
        byte[] bytes = new byte[length];
        BigEndian.put16(bytes, 0, message.type());
        BigEndian.put16(bytes, 2, length - HEADER_LENGTH);
        BigEndian.put32(bytes, 4, StunFormat.MAGIC_COOKIE);
        message.transactionId().write(bytes, 8);
        int at = HEADER_LENGTH;
        for (int i = 0; i < values.size(); i++) {
            byte[] value = values.get(i);
            BigEndian.put16(bytes, at, type(message.attributes().get(i)));
            BigEndian.put16(bytes, at + 2, value.length);
            System.arraycopy(value, 0, bytes, at + ATTRIBUTE_HEADER_LENGTH, value.length);
            at += ATTRIBUTE_HEADER_LENGTH + StunFormat.padded(value.length);
        }
        return bytes;
    }

    private static byte[] fingerprinted(byte[] bytes) {
        int at = bytes.length - FINGERPRINT_ATTRIBUTE_LENGTH;
        BigEndian.put16(bytes, at, StunFormat.FINGERPRINT);
        BigEndian.put16(bytes, at + 2, StunFormat.FINGERPRINT_LENGTH);
        BigEndian.put32(bytes, at + ATTRIBUTE_HEADER_LENGTH, Fingerprint.of(bytes, 0, at));
        return bytes;
    }

    private static int type(StunAttribute attribute) {
        return switch (attribute) {
            case StunAttribute.Username _ -> StunFormat.USERNAME;
            case StunAttribute.XorMappedAddress _ -> StunFormat.XOR_MAPPED_ADDRESS;
            case StunAttribute.ErrorCode _ -> StunFormat.ERROR_CODE;
            case StunAttribute.UnknownAttributes _ -> StunFormat.UNKNOWN_ATTRIBUTES;
            case StunAttribute.Priority _ -> StunFormat.PRIORITY;
            case StunAttribute.UseCandidate _ -> StunFormat.USE_CANDIDATE;
            case StunAttribute.IceControlled _ -> StunFormat.ICE_CONTROLLED;
            case StunAttribute.IceControlling _ -> StunFormat.ICE_CONTROLLING;
            case StunAttribute.Unknown unknown -> unknown.type();
        };
    }

    private static byte[] value(StunAttribute attribute, TransactionId transactionId) {
        return switch (attribute) {
            case StunAttribute.Username(String value) -> value.getBytes(StandardCharsets.UTF_8);
            case StunAttribute.XorMappedAddress mapped -> xorMappedAddress(mapped, transactionId);
            case StunAttribute.ErrorCode error -> errorCode(error);
            case StunAttribute.UnknownAttributes(List<Integer> types) -> unknownAttributes(types);
            case StunAttribute.Priority(long value) -> {
                byte[] bytes = new byte[4];
                BigEndian.put32(bytes, 0, (int) value);
                yield bytes;
            }
            case StunAttribute.UseCandidate _ -> new byte[0];
            case StunAttribute.IceControlled(long tieBreaker) -> tieBreaker(tieBreaker);
            case StunAttribute.IceControlling(long tieBreaker) -> tieBreaker(tieBreaker);
            case StunAttribute.Unknown unknown -> unknown.value();
        };
    }

    private static byte[] tieBreaker(long value) {
        byte[] bytes = new byte[8];
        BigEndian.put64(bytes, 0, value);
        return bytes;
    }

    private static byte[] xorMappedAddress(StunAttribute.XorMappedAddress mapped, TransactionId transactionId) {
        byte[] address = AddressMask.apply(mapped.address().getAddress().getAddress(), transactionId);
        byte[] bytes = new byte[4 + address.length];
        bytes[1] = (byte) (address.length == 4 ? StunFormat.IPV4_FAMILY : StunFormat.IPV6_FAMILY);
        BigEndian.put16(bytes, 2, mapped.address().getPort() ^ AddressMask.PORT);
        System.arraycopy(address, 0, bytes, 4, address.length);
        return bytes;
    }

    private static byte[] errorCode(StunAttribute.ErrorCode error) {
        byte[] reason = error.reason().getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[4 + reason.length];
        bytes[2] = (byte) (error.code() / 100);
        bytes[3] = (byte) (error.code() % 100);
        System.arraycopy(reason, 0, bytes, 4, reason.length);
        return bytes;
    }

    private static byte[] unknownAttributes(List<Integer> types) {
        byte[] bytes = new byte[2 * types.size()];
        for (int i = 0; i < types.size(); i++) {
            BigEndian.put16(bytes, 2 * i, types.get(i));
        }
        return bytes;
    }
}
