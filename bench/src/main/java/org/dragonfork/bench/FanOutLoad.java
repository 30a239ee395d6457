package org.dragonfork.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dragonfork.egress.event.EgressSnapshot.PeerSnapshot;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.media.DatagramSink;
import org.dragonfork.egress.stream.RtpLeg;
import org.dragonfork.server.net.MediaSockets;
import org.dragonfork.server.net.SinkChoice;
import org.dragonfork.testkit.EgressWorld;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.rtp.RtpHeader;
import org.dragonfork.webrtc.srtp.SrtpProfile;

/**
 * The way of a frame from the leg's ring to the sockets of all viewers: the media thread's own code on the calling thread.
 * The viewers join through the service, in virtual time with a scripted handshake; what is sent then goes to real sockets.
 */
final class FanOutLoad implements Load {
    private static final StreamId CAM = new StreamId("cam");
    private static final int SSRC = 77;

    private final int viewers;
    private final SrtpProfile profile;
    private final Cipher cipher;
    private final List<NeverRead> sinks = new ArrayList<>();
    private final EgressWorld world;
    private final MediaSockets socket;
    private final DatagramSink sink;
    private final RtpLeg leg;
    private long packetsBefore;
    private long runs;
    private int sequence = 1000;
    private int timestamp = 5000;
    private long nowNanos;

    FanOutLoad(int viewers, SrtpProfile profile, SinkChoice choice) throws IOException {
        this(viewers, profile, choice, Cipher.JDK);
    }

    FanOutLoad(int viewers, SrtpProfile profile, SinkChoice choice, Cipher cipher) throws IOException {
        this.viewers = viewers;
        this.profile = profile;
        this.cipher = cipher;
        this.world = new EgressWorld(viewers, viewers, viewers, profile, false, 1, cipher.aeads());
        this.socket = MediaSockets.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), choice);
        this.sink = socket.newSink();
        world.live(CAM);
        for (int i = 0; i < viewers; i++) {
            NeverRead destination = NeverRead.open();
            sinks.add(destination);
            world.joinAt(CAM, destination.address());
        }
        // Until a viewer has reported, its packets carry the MID and are longer.
        world.run(Duration.ofMillis(1500));
        world.silence(CAM);
        this.leg = world.stream(CAM).leg(MediaKind.VIDEO).orElseThrow();
        this.nowNanos = world.nowNanos();
        checkOneFrame();
        packetsBefore = published();
        world.sendThrough(sink);
    }

    @Override
    public String what() {
        return "fan-out to " + viewers + (viewers == 1 ? " viewer, " : " viewers, ") + Frames.name(profile)
                + cipher.suffix() + ", " + socket.way().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void run() {
        runs++;
        nowNanos += Frames.NANOS;
        timestamp += Frames.TICKS;
        for (int i = 0; i < Frames.PACKETS; i++) {
            byte[] slot = leg.nextSlot();
            RtpHeader.write(slot, 0, i == Frames.PACKETS - 1, 102, sequence++ & 0xffff, timestamp, SSRC);
            slot[12] = 0x41;
            leg.accept(Frames.PACKET, nowNanos, nowNanos);
        }
        world.shard().packets(CAM, leg, nowNanos);
    }

    @Override
    public int packets() {
        return Frames.PACKETS * viewers;
    }

    EgressWorld world() {
        return world;
    }

    /** Whether runs leave as one message each. */
    boolean segmented() {
        return socket.way() == SinkChoice.GSO;
    }

    SrtpProfile profile() {
        return profile;
    }

    Cipher cipher() {
        return cipher;
    }

    /** Fails when not every packet of every run left for every viewer. */
    void checkAllSent() {
        long sent = published() - packetsBefore;
        if (sent != runs * packets()) {
            throw new IllegalStateException(
                    what() + ": " + sent + " of " + runs * packets() + " packets were sent, " + sink.counts());
        }
    }

    @Override
    public void close() {
        sinks.forEach(NeverRead::close);
        socket.close();
    }

    /** Every viewer must get the frame in one run of full packets, else something else than meant is measured. */
    private void checkOneFrame() {
        int[] complete = {0};
        int size = Frames.PACKET + profile.rtpTagLength();
        world.sendThrough((_, _, length, segmentSize, _) -> {
            if (segmentSize == size && length == size * Frames.PACKETS) {
                complete[0]++;
            }
            return length / segmentSize;
        });
        run();
        runs = 0;
        if (complete[0] != viewers) {
            throw new IllegalStateException(complete[0] + " of " + viewers + " viewers are served");
        }
    }

    /** Packets sent as the service publishes them, once a quarter of a second. */
    private long published() {
        world.run(Duration.ofMillis(600));
        return world.egress().snapshot().stream(CAM).orElseThrow().peers().stream()
                .mapToLong(PeerSnapshot::packetsSent)
                .sum();
    }
}
