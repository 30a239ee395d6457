package org.dragonfork.webrtc.ice;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A server and viewers in virtual time, with a path between them that loses, repeats and reorders datagrams by a seed.
 * The viewer's address is what its NAT makes of it and may change.
 */
final class LossyPipe {
    static final InetSocketAddress SERVER_ADDRESS = new InetSocketAddress("192.0.2.1", 8189);
    private static final long SHORTEST_TRIP_NANOS = 5_000_000L;
    private static final long LONGEST_TRIP_NANOS = 80_000_000L;

    @SuppressWarnings("ArrayRecordComponent")
    private record Flight(long arrivalNanos, boolean toServer, byte[] datagram, CandidatePair viewerAddress) {}

    private final SplittableRandom random;
    private final PriorityQueue<Flight> flights =
            new PriorityQueue<>((a, b) -> Long.signum(a.arrivalNanos() - b.arrivalNanos()));

    final IceLiteAgent server;
    final List<IceOutput> serverEvents = new ArrayList<>();
    final List<IceOutput> viewerEvents = new ArrayList<>();
    IceControllingAgent viewer;
    CandidatePair viewerAddress = LiteWorld.HOME;
    double loss;
    long now = LiteWorld.START;

    LossyPipe(long seed, double loss, IceNomination nomination) {
        this.random = new SplittableRandom(seed);
        this.loss = loss;
        this.server = new IceLiteAgent(LiteWorld.SERVER, LiteWorld.VIEWER, IceTimeouts.STANDARD, now);
        this.viewer = newViewer(LiteWorld.VIEWER, LiteWorld.SERVER, nomination);
        viewer.start(now);
        drain();
    }

    /** Another viewer agent takes over, as after a restart; the datagrams of the old one are still on their way. */
    void replaceViewer(IceCredentials local, IceCredentials remote, IceNomination nomination) {
        viewer = newViewer(local, remote, nomination);
        viewer.start(now);
        drain();
    }

    void runFor(long nanos) {
        long end = now + nanos;
        while (true) {
            long next = end;
            next = earlier(next, server.deadlineNanos(), server.state());
            next = earlier(next, viewer.deadlineNanos(), viewer.state());
            Flight flight = flights.peek();
            if (flight != null && flight.arrivalNanos() - next <= 0) {
                flights.remove();
                now = flight.arrivalNanos();
                arrive(flight);
            } else if (next == end) {
                now = end;
                return;
            } else {
                now = next;
                server.handleTimeout(now);
                viewer.handleTimeout(now);
            }
            drain();
        }
    }

    private static long earlier(long next, long deadline, IceState state) {
        return state != IceState.EXPIRED && deadline - next < 0 ? deadline : next;
    }

    private IceControllingAgent newViewer(IceCredentials local, IceCredentials remote, IceNomination nomination) {
        return new IceControllingAgent(
                local, remote, List.of(SERVER_ADDRESS), nomination, IceTimeouts.STANDARD, random.split());
    }

    private void arrive(Flight flight) {
        byte[] datagram = flight.datagram();
        if (flight.toServer()) {
            server.handleStun(datagram, 0, datagram.length, flight.viewerAddress(), now);
        } else if (flight.viewerAddress().equals(viewerAddress)) {
            viewer.handleStun(datagram, 0, datagram.length, SERVER_ADDRESS, now);
        }
    }

    private void drain() {
        for (Optional<IceOutput> next = server.poll(); next.isPresent(); next = server.poll()) {
            if (next.get() instanceof IceOutput.Transmit(byte[] datagram, CandidatePair to)) {
                send(false, datagram, to);
            } else {
                serverEvents.add(next.get());
            }
        }
        for (Optional<IceOutput> next = viewer.poll(); next.isPresent(); next = viewer.poll()) {
            if (next.get() instanceof IceOutput.Transmit(byte[] datagram, CandidatePair _)) {
                send(true, datagram, viewerAddress);
            } else {
                viewerEvents.add(next.get());
            }
        }
    }

    private void send(boolean toServer, byte[] datagram, CandidatePair address) {
        int copies = random.nextInt(20) == 0 ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            if (random.nextDouble() >= loss) {
                long arrival = now + random.nextLong(SHORTEST_TRIP_NANOS, LONGEST_TRIP_NANOS);
                flights.add(new Flight(arrival, toServer, datagram, address));
            }
        }
    }
}
