package org.dragonfork.webrtc.stun;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the value of one attribute; nothing when a known attribute is malformed. */
final class AttributeReader {
    private AttributeReader() {}

    /** {@code at} and {@code length} lie inside the array. */
    static Optional<StunAttribute> read(int type, byte[] bytes, int at, int length, TransactionId transactionId) {
        return switch (type) {
            case StunFormat.USERNAME ->
                text(bytes, at, length, StunAttribute.Username.MAX_BYTES).map(StunAttribute.Username::new);
            case StunFormat.XOR_MAPPED_ADDRESS -> xorMappedAddress(bytes, at, length, transactionId);
            case StunFormat.ERROR_CODE -> errorCode(bytes, at, length);
            case StunFormat.UNKNOWN_ATTRIBUTES -> unknownAttributes(bytes, at, length);
            case StunFormat.PRIORITY ->
                length == 4
                        ? Optional.of(new StunAttribute.Priority(BigEndian.u32(bytes, at)))
                        : Optional.<StunAttribute>empty();
            case StunFormat.USE_CANDIDATE ->
                length == 0 ? Optional.of(new StunAttribute.UseCandidate()) : Optional.<StunAttribute>empty();
            case StunFormat.ICE_CONTROLLED ->
                length == 8
                        ? Optional.of(new StunAttribute.IceControlled(BigEndian.i64(bytes, at)))
                        : Optional.<StunAttribute>empty();
            case StunFormat.ICE_CONTROLLING ->
                length == 8
                        ? Optional.of(new StunAttribute.IceControlling(BigEndian.i64(bytes, at)))
                        : Optional.<StunAttribute>empty();
            default -> Optional.of(new StunAttribute.Unknown(type, Arrays.copyOfRange(bytes, at, at + length)));
        };
    }

    private static Optional<String> text(byte[] bytes, int at, int length, int most) {
        if (length > most) {
            return Optional.empty();
        }
        try {
            // A fresh decoder reports malformed input; new String would replace it and so change the length.
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, at, length))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Optional<StunAttribute> errorCode(byte[] bytes, int at, int length) {
        if (length < 4) {
            return Optional.empty();
        }
        int hundreds = bytes[at + 2] & 0x07;
        int rest = bytes[at + 3] & 0xFF;
        if (hundreds < 3 || hundreds > 6 || rest > 99) {
            return Optional.empty();
        }
        return text(bytes, at + 4, length - 4, StunAttribute.ErrorCode.MAX_BYTES)
                .map(reason -> new StunAttribute.ErrorCode(hundreds * 100 + rest, reason));
    }

    private static Optional<StunAttribute> unknownAttributes(byte[] bytes, int at, int length) {
        if ((length & 1) != 0) {
            return Optional.empty();
        }
        List<Integer> types = new ArrayList<>(length / 2);
        for (int i = 0; i < length; i += 2) {
            types.add(BigEndian.u16(bytes, at + i));
        }
        return Optional.of(new StunAttribute.UnknownAttributes(types));
    }

    private static Optional<StunAttribute> xorMappedAddress(
            byte[] bytes, int at, int length, TransactionId transactionId) {
        int family = length < 4 ? 0 : bytes[at + 1];
        boolean ipv4 = family == StunFormat.IPV4_FAMILY && length == 8;
        boolean ipv6 = family == StunFormat.IPV6_FAMILY && length == 20;
        if (!ipv4 && !ipv6) {
            return Optional.empty();
        }
        byte[] address = AddressMask.apply(Arrays.copyOfRange(bytes, at + 4, at + length), transactionId);
        int port = BigEndian.u16(bytes, at + 2) ^ AddressMask.PORT;
        try {
            return Optional.of(
                    new StunAttribute.XorMappedAddress(new InetSocketAddress(InetAddress.getByAddress(address), port)));
        } catch (UnknownHostException e) {
            throw new AssertionError("an address of " + address.length + " bytes is legal", e);
        }
    }
}
