package org.dragonfork.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.media.DatagramSink;
import org.dragonfork.egress.media.Destination;
import org.dragonfork.egress.media.MediaShard;
import org.dragonfork.egress.stream.RtpLeg;
import org.dragonfork.server.net.MediaSockets;
import org.dragonfork.server.net.SinkChoice;
import org.dragonfork.testkit.EgressWorld;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.rtp.RtpHeader;
import org.dragonfork.webrtc.srtp.SrtpProfile;

/**
 * One stream whose viewers are carried by several real threads, which read its ring side by side: the calling thread takes the
 * stream in and serves its part, each of the others follows. Each has a sink of its own on the one socket, as media threads do.
 */
final class ThreadedFanOut implements AutoCloseable {
    private static final StreamId CAM = new StreamId("cam");
    private static final int SSRC = 77;

    private final ThreadMXBean cpu = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final List<NeverRead> sinks = new ArrayList<>();
    private final MediaSockets socket;
    private final EgressWorld world;
    private final RtpLeg leg;
    private final List<Follower> followers = new ArrayList<>();
    private int sequence = 1000;
    private int timestamp = 5000;
    private volatile long nowNanos;

    /** What one frame took. */
    record Frame(long wallNanos, long mostCpuNanos) {}

    ThreadedFanOut(int viewers, int threads) throws IOException {
        this.world = new EgressWorld(viewers, viewers, viewers, SrtpProfile.AEAD_AES_128_GCM, false, threads);
        this.socket = MediaSockets.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), SinkChoice.AUTO);
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
        world.sendThrough(new SinkOfEachThread());
        for (MediaShard shard : world.shards().subList(1, threads)) {
            if (shard.viewers() == 0) {
                throw new IllegalStateException("a thread has no viewer");
            }
            var follower = new Follower(shard);
            followers.add(follower);
            follower.start();
        }
    }

    /** Viewers of each thread. */
    List<Integer> shares() {
        return world.shards().stream().map(MediaShard::viewers).toList();
    }

    /** Sends a frame to everybody; answers when the last viewer's packets have left. */
    Frame frame() {
        long now = nowNanos + Frames.NANOS;
        nowNanos = now;
        timestamp += Frames.TICKS;
        for (int i = 0; i < Frames.PACKETS; i++) {
            byte[] slot = leg.nextSlot();
            RtpHeader.write(slot, 0, i == Frames.PACKETS - 1, 102, sequence++ & 0xffff, timestamp, SSRC);
            slot[12] = 0x41;
            leg.accept(Frames.PACKET, now, now);
        }
        long started = System.nanoTime();
        long before = cpu.getCurrentThreadCpuTime();
        followers.forEach(Follower::go);
        world.shard().packets(CAM, leg, now);
        long most = cpu.getCurrentThreadCpuTime() - before;
        long ended = System.nanoTime();
        for (Follower follower : followers) {
            follower.awaitDone();
            most = Math.max(most, follower.tookCpuNanos);
            ended = Math.max(ended, follower.endedNanos);
        }
        return new Frame(ended - started, most);
    }

    @Override
    public void close() {
        followers.forEach(Follower::end);
        sinks.forEach(NeverRead::close);
        socket.close();
    }

    /** Another media thread: it is told of packets and follows. */
    private final class Follower {
        private final MediaShard shard;
        private final Thread thread;
        private final Semaphore asked = new Semaphore(0);
        private final Semaphore done = new Semaphore(0);
        private volatile long tookCpuNanos;
        private volatile long endedNanos;

        Follower(MediaShard shard) {
            this.shard = shard;
            this.thread = Thread.ofPlatform().name("follower").daemon(true).unstarted(this::run);
        }

        void start() {
            thread.start();
        }

        void go() {
            asked.release();
        }

        void awaitDone() {
            try {
                if (!done.tryAcquire(10, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("a thread that follows does not follow");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for a thread that follows", e);
            }
        }

        void end() {
            thread.interrupt();
            try {
                thread.join(2_000);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        private void run() {
            try {
                while (true) {
                    asked.acquire();
                    long before = cpu.getCurrentThreadCpuTime();
                    shard.follow(nowNanos);
                    tookCpuNanos = cpu.getCurrentThreadCpuTime() - before;
                    endedNanos = System.nanoTime();
                    done.release();
                }
            } catch (InterruptedException _) {
                // The end.
            }
        }
    }

    /** The world has one way out; media threads have one each. */
    private final class SinkOfEachThread implements DatagramSink {
        private final ThreadLocal<DatagramSink> own = ThreadLocal.withInitial(socket::newSink);

        @Override
        public int send(byte[] bytes, int offset, int length, int segmentSize, Destination to) {
            return own.get().send(bytes, offset, length, segmentSize, to);
        }

        @Override
        public void gather(byte[] bytes, int offset, int length, int segmentSize, Destination to, Outcome outcome) {
            own.get().gather(bytes, offset, length, segmentSize, to, outcome);
        }

        @Override
        public void flush() {
            own.get().flush();
        }
    }
}
