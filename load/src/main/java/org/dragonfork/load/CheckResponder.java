package org.dragonfork.load;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.dragonfork.webrtc.ice.IceCredentials;
import org.dragonfork.webrtc.rtp.BigEndian;
import org.dragonfork.webrtc.stun.Fingerprint;
import org.dragonfork.webrtc.stun.MessageIntegrity;
import org.dragonfork.webrtc.stun.StunAttribute;
import org.dragonfork.webrtc.stun.StunClass;
import org.dragonfork.webrtc.stun.StunMessage;
import org.dragonfork.webrtc.stun.StunReader;
import org.dragonfork.webrtc.stun.StunWriter;

/**
 * Answers the checks of a server that is a full ICE agent (RFC 8445 section 7.3). The offerer controls (section 6.1.1), so a
 * server that claims the same is told to switch, whatever its tie-breaker.
 */
final class CheckResponder {
    private static final int BINDING_REQUEST = 0x0001;

    private final MessageIntegrity integrity;
    private final String username;

    CheckResponder(IceCredentials local, IceCredentials remote) {
        this.integrity = new MessageIntegrity(local.pwd());
        this.username = local.ufrag() + ":" + remote.ufrag();
    }

    static boolean isRequest(byte[] bytes, int offset, int length) {
        return length >= 20 && BigEndian.uint16(bytes, offset) == BINDING_REQUEST;
    }

    /** The answer; empty for what is not an authentic check. */
    Optional<byte[]> answer(byte[] bytes, int offset, int length, InetSocketAddress from) {
        Optional<StunMessage> read = StunReader.read(bytes, offset, length);
        if (read.isEmpty()
                || Fingerprint.check(bytes, offset, length) == Fingerprint.Verdict.WRONG
                || !read.get()
                        .attribute(StunAttribute.Username.class)
                        .map(StunAttribute.Username::value)
                        .equals(Optional.of(username))
                || !integrity.verify(bytes, offset, length)) {
            return Optional.empty();
        }
        StunMessage request = read.get();
        if (!request.unknownRequired().isEmpty()) {
            return Optional.of(error(
                    request,
                    List.of(
                            new StunAttribute.ErrorCode(StunAttribute.ErrorCode.UNKNOWN_ATTRIBUTE, "Unknown Attribute"),
                            new StunAttribute.UnknownAttributes(request.unknownRequired()))));
        }
        if (request.has(StunAttribute.IceControlling.class)) {
            return Optional.of(error(
                    request,
                    List.of(new StunAttribute.ErrorCode(StunAttribute.ErrorCode.ROLE_CONFLICT, "Role Conflict"))));
        }
        return Optional.of(StunWriter.write(
                StunMessage.binding(
                        StunClass.SUCCESS, request.transactionId(), List.of(new StunAttribute.XorMappedAddress(from))),
                integrity));
    }

    private byte[] error(StunMessage request, List<StunAttribute> attributes) {
        return StunWriter.write(StunMessage.binding(StunClass.ERROR, request.transactionId(), attributes), integrity);
    }
}
