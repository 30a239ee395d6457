package org.dragonfork.webrtc.ice;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dragonfork.webrtc.stun.StunMessage;
import org.dragonfork.webrtc.stun.StunReader;

/** A lite agent in virtual time, which begins shortly before the clock wraps. */
final class LiteWorld {
    static final long SECOND = 1_000_000_000L;
    static final long START = secondsBeforeTheClockWraps(3);

    static final IceCredentials SERVER = new IceCredentials("srv1srv1", "server1passwordserver1pw");
    static final IceCredentials VIEWER = new IceCredentials("vwr1", "viewer1passwordviewer1pw");
    static final IceCredentials NEW_SERVER = new IceCredentials("srv2srv2", "server2passwordserver2pw");
    static final IceCredentials NEW_VIEWER = new IceCredentials("vwr2", "viewer2passwordviewer2pw");

    static final CandidatePair HOME = CandidatePair.to(new InetSocketAddress("198.51.100.7", 40000));
    static final CandidatePair REBOUND = CandidatePair.to(new InetSocketAddress("198.51.100.7", 40001));
    static final CandidatePair MOBILE = CandidatePair.to(new InetSocketAddress("2001:db8::7", 50000));

    static final IceTimeouts TIMEOUTS = new IceTimeouts(10 * SECOND, 30 * SECOND);

    final IceLiteAgent agent = new IceLiteAgent(SERVER, VIEWER, TIMEOUTS, START);
    long now = START;

    static CheckBuilder check() {
        return CheckBuilder.check(SERVER, VIEWER);
    }

    static CheckBuilder newCheck() {
        return CheckBuilder.check(NEW_SERVER, NEW_VIEWER);
    }

    /** A method, because the compiler refuses a constant that overflows where a test adds to it. */
    private static long secondsBeforeTheClockWraps(int seconds) {
        return Long.MAX_VALUE - seconds * SECOND;
    }

    /** Outputs after this datagram, without the Transmit. */
    List<IceOutput> events(CheckBuilder check, CandidatePair from) {
        return outputs(check.bytes(), from).stream()
                .filter(output -> !(output instanceof IceOutput.Transmit))
                .toList();
    }

    List<IceOutput> outputs(byte[] datagram, CandidatePair from) {
        agent.handleStun(datagram, 0, datagram.length, from, now);
        return drain();
    }

    List<IceOutput> drain() {
        List<IceOutput> outputs = new ArrayList<>();
        for (Optional<IceOutput> next = agent.poll(); next.isPresent(); next = agent.poll()) {
            outputs.add(next.get());
        }
        return outputs;
    }

    List<IceOutput> timeoutAt(long nanos) {
        now = nanos;
        agent.handleTimeout(nanos);
        return drain();
    }

    void connect(CandidatePair from) {
        outputs(check().nominating().bytes(), from);
    }

    void restart() {
        agent.restart(NEW_SERVER, NEW_VIEWER, now);
    }

    long rejected() {
        long sum = 0;
        for (IceRejection reason : IceRejection.values()) {
            sum += agent.rejected(reason);
        }
        return sum;
    }

    static StunMessage message(IceOutput output) {
        if (!(output instanceof IceOutput.Transmit(byte[] datagram, CandidatePair _))) {
            throw new AssertionError(output + " is no Transmit");
        }
        return StunReader.read(datagram, 0, datagram.length).orElseThrow();
    }
}
