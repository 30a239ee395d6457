package org.dragonfork.webrtc.ice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dragonfork.webrtc.stun.MessageIntegrity;
import org.dragonfork.webrtc.stun.StunAttribute;
import org.dragonfork.webrtc.stun.StunClass;
import org.dragonfork.webrtc.stun.StunMessage;
import org.dragonfork.webrtc.stun.StunWriter;
import org.dragonfork.webrtc.stun.TransactionId;

/** One connectivity check as a browser sends it, where each part can be made wrong. */
final class CheckBuilder {
    private static final int FINGERPRINT_LENGTH = 8;

    private final List<StunAttribute> attributes = new ArrayList<>();
    private StunClass messageClass = StunClass.REQUEST;
    private int method = StunMessage.BINDING;
    private TransactionId id = new TransactionId(0x5EED, 1);
    private String password;

    private CheckBuilder(String password) {
        this.password = password;
    }

    /** From the viewer to the server. */
    static CheckBuilder check(IceCredentials server, IceCredentials viewer) {
        return check(server, viewer, 1_853_824_767L);
    }

    /** The same with a priority of the test's choice. */
    static CheckBuilder check(IceCredentials server, IceCredentials viewer, long priority) {
        return bare(server)
                .with(new StunAttribute.Username(server.ufrag() + ":" + viewer.ufrag()))
                .with(new StunAttribute.IceControlling(7))
                .with(new StunAttribute.Priority(priority));
    }

    /** Nothing but the right password. */
    static CheckBuilder bare(IceCredentials server) {
        return new CheckBuilder(server.pwd());
    }

    CheckBuilder with(StunAttribute attribute) {
        attributes.add(attribute);
        return this;
    }

    CheckBuilder nominating() {
        return with(new StunAttribute.UseCandidate());
    }

    CheckBuilder password(String wrong) {
        password = wrong;
        return this;
    }

    CheckBuilder type(StunClass otherClass, int otherMethod) {
        messageClass = otherClass;
        method = otherMethod;
        return this;
    }

    CheckBuilder id(TransactionId other) {
        id = other;
        return this;
    }

    byte[] bytes() {
        return StunWriter.write(message(), new MessageIntegrity(password));
    }

    byte[] withoutFingerprint() {
        return withoutEnd(bytes(), FINGERPRINT_LENGTH);
    }

    byte[] withoutIntegrity() {
        return StunWriter.write(message());
    }

    /** The last attribute after the HMAC, where nothing protects it. */
    byte[] withAfterIntegrity(StunAttribute attribute) {
        byte[] authentic = withoutFingerprint();
        byte[] carrier = withoutEnd(
                StunWriter.write(StunMessage.binding(StunClass.REQUEST, id, List.of(attribute))), FINGERPRINT_LENGTH);
        byte[] joined = Arrays.copyOf(authentic, authentic.length + carrier.length - 20);
        System.arraycopy(carrier, 20, joined, authentic.length, carrier.length - 20);
        return relengthened(joined);
    }

    private StunMessage message() {
        return new StunMessage(messageClass, method, id, attributes);
    }

    private static byte[] withoutEnd(byte[] bytes, int length) {
        return relengthened(Arrays.copyOf(bytes, bytes.length - length));
    }

    private static byte[] relengthened(byte[] bytes) {
        int length = bytes.length - 20;
        bytes[2] = (byte) (length >> 8);
        bytes[3] = (byte) length;
        return bytes;
    }
}
