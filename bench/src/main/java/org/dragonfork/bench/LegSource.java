package org.dragonfork.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import java.util.concurrent.locks.LockSupport;
import org.dragonfork.webrtc.rtp.RtpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for FFmpeg's video output: pictures of one packet or of several at once, evenly spaced, to the socket of a leg.
 * Each packet has the moment it was sent in its payload; every 60th picture is a key frame.
 */
final class LegSource implements AutoCloseable {
    /** Behind the RTP header: indicator and header of an FU-A (RFC 6184 section 5.8), then the moment. */
    private static final int FU_HEADERS = 2;

    private static final int PICTURES_PER_KEY_FRAME = 60;
    private static final int TICKS_PER_SECOND = 90_000;

    private final DatagramChannel channel;
    private final byte[] packet = new byte[Frames.PACKET];
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(Frames.PACKET);
    private final long startNanos = System.nanoTime();
    /** Another one for each source: what begins anew under the same one looks like old packets. */
    private final int ssrc = new SecureRandom().nextInt();

    private @Nullable Thread thread;
    private int sequence;
    private int pictures;
    private volatile boolean running;

    LegSource(int port) throws IOException {
        channel = DatagramChannel.open();
        channel.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    }

    /** The moment a packet was sent, out of the packet as a viewer has it, whose header may be longer. */
    static long sentNanos(byte[] packet, int length) {
        return ByteBuffer.wrap(packet).getLong(RtpHeader.headerLength(packet, 0, length) + FU_HEADERS);
    }

    /** Sends pictures of one packet at this rate on a thread of its own until told to stop. */
    void start(int packetsPerSecond) {
        start(packetsPerSecond, 1);
    }

    /** Sends pictures of so many packets, each all at once, on a thread of its own until told to stop. */
    void start(int picturesPerSecond, int packets) {
        if (running) {
            throw new IllegalStateException("the source is running");
        }
        running = true;
        thread = Thread.ofPlatform().name("source").daemon(true).start(() -> {
            long period = 1_000_000_000L / picturesPerSecond;
            long next = System.nanoTime();
            while (running) {
                send(packets);
                next += period;
                sleepUntil(next);
            }
        });
    }

    /** Stops; from now on {@link #send} may be called. */
    void stop() throws InterruptedException {
        running = false;
        Thread ending = thread;
        if (ending != null) {
            ending.join();
            thread = null;
        }
    }

    /** Sends a picture of one packet now. */
    void send() {
        send(1);
    }

    /** Sends a picture of so many packets now. */
    private void send(int packets) {
        long timestamp = (System.nanoTime() - startNanos) / 1_000 * TICKS_PER_SECOND / 1_000_000;
        int slice = pictures++ % PICTURES_PER_KEY_FRAME == 0 ? 5 : 1;
        for (int i = 0; i < packets; i++) {
            boolean last = i == packets - 1;
            int startAndEnd = (i == 0 ? 0x80 : 0) | (last ? 0x40 : 0);
            send((int) timestamp, last, startAndEnd | slice);
        }
    }

    private void send(int timestamp, boolean marker, int fuHeader) {
        RtpHeader.write(packet, 0, marker, 102, sequence & 0xffff, timestamp, ssrc);
        packet[12] = 0x7c;
        packet[13] = (byte) fuHeader;
        sequence++;
        ByteBuffer.wrap(packet).putLong(RtpHeader.FIXED_LENGTH + FU_HEADERS, System.nanoTime());
        datagram.clear();
        datagram.put(packet).flip();
        try {
            channel.write(datagram);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot send to the leg", e);
        }
    }

    /** Waits for a moment of {@link System#nanoTime}. */
    static void sleepUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void close() {
        running = false;
        try {
            Thread ending = thread;
            if (ending != null) {
                ending.join(2_000);
            }
            channel.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a UDP socket", e);
        }
    }
}
