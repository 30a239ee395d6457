package org.dragonfork.webrtc.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.dragonfork.webrtc.stun.StunAttribute;
import org.dragonfork.webrtc.stun.StunClass;
import org.dragonfork.webrtc.stun.StunMessage;
import org.dragonfork.webrtc.stun.StunReader;
import org.dragonfork.webrtc.stun.StunWriter;
import org.dragonfork.webrtc.stun.TransactionId;
import org.junit.jupiter.api.Test;

class AddressDiscoveryTest {
    private static final long START = Long.MAX_VALUE - 1_000_000_000L;
    private static final InetSocketAddress SERVER = new InetSocketAddress("192.0.2.1", 3478);
    private static final InetSocketAddress OUTSIDE = new InetSocketAddress("203.0.113.9", 8189);
    private static final InetSocketAddress OUTSIDE_6 = new InetSocketAddress("2001:db8::9", 8189);

    private final AddressDiscovery discovery = new AddressDiscovery(new Random(3));

    @Test
    void asksAgainAsRfc8489Says() {
        discovery.ask(List.of(SERVER), START);
        var millis = new ArrayList<Long>();
        long now = START;
        for (OptionalLong at = discovery.deadlineNanos(); at.isPresent(); at = discovery.deadlineNanos()) {
            now = at.getAsLong();
            if (discovery.poll(now).isPresent()) {
                millis.add((now - START) / 1_000_000);
            }
            assertThat(discovery.poll(now)).isEmpty();
        }
        // The example of section 6.2.1.
        assertThat(millis).containsExactly(0L, 500L, 1500L, 3500L, 7500L, 15500L, 31500L);
        assertThat(now - START).isEqualTo(39_500_000_000L);
        assertThat(discovery.isSettled()).isTrue();
        assertThat(discovery.mapped()).isEmpty();
    }

    @Test
    void keepsWhatTheServerSees() {
        byte[] answer = answer(request(), OUTSIDE);
        assertThat(discovery.handle(answer, 0, answer.length, SERVER)).isTrue();

        assertThat(discovery.mapped()).containsExactly(OUTSIDE);
        assertThat(discovery.isSettled()).isTrue();
        assertThat(discovery.poll(START + 1_000_000_000L)).isEmpty();
        assertThat(discovery.handle(answer, 0, answer.length, SERVER)).isFalse();
    }

    @Test
    void anotherRoundReplacesTheAddressOfItsFamilyOnly() {
        handle(answer(request(), OUTSIDE_6));
        handle(answer(request(), OUTSIDE));
        var moved = new InetSocketAddress("203.0.113.77", 8189);
        TransactionId second = request();
        assertThat(discovery.mapped()).containsExactly(OUTSIDE, OUTSIDE_6);
        handle(answer(second, moved));

        assertThat(discovery.mapped()).containsExactly(moved, OUTSIDE_6);
    }

    @Test
    void whatIsNoAnswerOfTheServerMeansNothing() {
        TransactionId id = request();
        byte[] good = answer(id, OUTSIDE);
        byte[] guessed = answer(new TransactionId(1, 2), OUTSIDE);
        byte[] refusal = StunWriter.write(
                StunMessage.binding(StunClass.ERROR, id, List.of(new StunAttribute.ErrorCode(420, "no"))));
        byte[] empty = StunWriter.write(StunMessage.binding(StunClass.SUCCESS, id, List.of()));

        assertThat(discovery.handle(good, 0, good.length, new InetSocketAddress("192.0.2.1", 3479)))
                .isFalse();
        for (byte[] bytes : List.of(guessed, refusal, empty, new byte[0], new byte[20])) {
            assertThat(discovery.handle(bytes, 0, bytes.length, SERVER)).isFalse();
        }
        var chance = new Random(11);
        for (int i = 0; i < 10_000; i++) {
            byte[] spoilt = good.clone();
            spoilt[chance.nextInt(20)] ^= (byte) (1 << chance.nextInt(8));
            assertThat(discovery.handle(spoilt, 0, spoilt.length, SERVER)).isFalse();
        }
        assertThat(discovery.mapped()).isEmpty();
        assertThat(discovery.isSettled()).isFalse();
    }

    private TransactionId request() {
        discovery.ask(List.of(SERVER), START);
        Optional<AddressDiscovery.Request> request = discovery.poll(START);
        byte[] bytes = request.orElseThrow().bytes();
        assertThat(request.orElseThrow().to()).isEqualTo(SERVER);
        StunMessage message = StunReader.read(bytes, 0, bytes.length).orElseThrow();
        assertThat(message.isBinding(StunClass.REQUEST)).isTrue();
        return message.transactionId();
    }

    private void handle(byte[] bytes) {
        assertThat(discovery.handle(bytes, 0, bytes.length, SERVER)).isTrue();
    }

    private static byte[] answer(TransactionId id, InetSocketAddress seen) {
        return StunWriter.write(
                StunMessage.binding(StunClass.SUCCESS, id, List.of(new StunAttribute.XorMappedAddress(seen))));
    }
}
