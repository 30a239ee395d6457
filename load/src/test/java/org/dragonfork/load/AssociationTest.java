package org.dragonfork.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dragonfork.dtls.bc.BcDtlsEndpointFactory;
import org.dragonfork.dtls.bc.SelfSignedCertificate;
import org.dragonfork.webrtc.ice.IceCredentials;
import org.dragonfork.webrtc.stun.MessageIntegrity;
import org.dragonfork.webrtc.stun.StunAttribute;
import org.dragonfork.webrtc.stun.StunClass;
import org.dragonfork.webrtc.stun.StunMessage;
import org.dragonfork.webrtc.stun.StunReader;
import org.dragonfork.webrtc.stun.StunWriter;
import org.junit.jupiter.api.Test;

class AssociationTest {
    private static final long MILLI = 1_000_000;

    @SuppressWarnings("ArrayRecordComponent")
    private record Sent(byte[] datagram, InetSocketAddress to) {
        StunMessage check() {
            return StunReader.read(datagram, 0, datagram.length).orElseThrow();
        }

        boolean nominates() {
            return check().has(StunAttribute.UseCandidate.class);
        }
    }

    private final SecureRandom random = new SecureRandom();
    private final List<Sent> sent = new ArrayList<>();

    @Test
    void nominatesOneAddressOfAServerThatHasSeveral() throws BadAnswer {
        ViewerAnswer answer = ViewerAnswer.read(AnswerText.passiveLite(4000));
        var association = new Association(
                IceCredentials.generate(random),
                answer,
                new BcDtlsEndpointFactory(SelfSignedCertificate.generate(Instant.now(), random), random),
                5_000 * MILLI,
                random,
                () -> {},
                (datagram, to) -> sent.add(new Sent(datagram, to)));
        association.start(0);
        association.handleTimeout(60 * MILLI);
        assertThat(association.poll()).isEmpty();
        assertThat(sent.stream().map(Sent::to)).containsExactlyElementsOf(answer.candidates());
        assertThat(sent).noneMatch(Sent::nominates);

        for (Sent check : List.copyOf(sent)) {
            respond(association, answer, check);
        }
        assertThat(association.poll()).isEmpty();
        List<Sent> nominations = sent.stream().filter(Sent::nominates).toList();
        assertThat(nominations).hasSize(1);
        respond(association, answer, nominations.getFirst());

        assertThat(association.poll())
                .isEqualTo(Optional.of(
                        new Association.News.Selected(answer.candidates().getFirst())));
        association.close();
    }

    private void respond(Association association, ViewerAnswer answer, Sent check) {
        byte[] response = StunWriter.write(
                StunMessage.binding(
                        StunClass.SUCCESS,
                        check.check().transactionId(),
                        List.of(new StunAttribute.XorMappedAddress(
                                new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 5000)))),
                new MessageIntegrity(answer.credentials().pwd()));
        association.handleStun(response, response.length, check.to(), 70 * MILLI);
    }
}
