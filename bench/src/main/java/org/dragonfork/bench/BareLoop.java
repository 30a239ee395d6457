package org.dragonfork.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import org.dragonfork.webrtc.rtp.RtpHeader;
import org.dragonfork.webrtc.srtp.SrtpKeys;
import org.dragonfork.webrtc.srtp.SrtpProfile;
import org.dragonfork.webrtc.srtp.SrtpReceiver;
import org.dragonfork.webrtc.srtp.SrtpSender;

/**
 * What a server at least does to a packet, and nothing else: a thread that blocks in receive, protects and sends; and a
 * viewer that blocks in receive and decrypts.
 */
final class BareLoop implements AutoCloseable {
    private final DatagramChannel source = open();
    private final DatagramChannel leg = open();
    private final DatagramChannel viewer = open();
    private final InetSocketAddress legAddress = (InetSocketAddress) leg.getLocalAddress();
    private final InetSocketAddress viewerAddress = (InetSocketAddress) viewer.getLocalAddress();
    private final byte[] packet = new byte[Frames.PACKET];
    private final SrtpSender sender;
    private final SrtpReceiver receiver;
    private volatile Distribution times = new Distribution();
    private int sequence;

    BareLoop() throws IOException {
        var keys = new SrtpKeys(SrtpProfile.AEAD_AES_128_GCM, new byte[16], new byte[12]);
        sender = new SrtpSender(keys);
        receiver = new SrtpReceiver(keys);
        Thread.ofPlatform().name("bare-loop").daemon(true).start(() -> run(this::forward));
        Thread.ofPlatform().name("bare-viewer").daemon(true).start(() -> run(this::watch));
    }

    /** From now on times go there. */
    void collect(Distribution distribution) {
        times = distribution;
    }

    void send() throws IOException {
        RtpHeader.write(packet, 0, true, 102, sequence & 0xffff, sequence * Frames.TICKS, 9);
        sequence++;
        ByteBuffer buffer = ByteBuffer.wrap(packet);
        buffer.putLong(RtpHeader.FIXED_LENGTH, System.nanoTime());
        source.send(buffer, legAddress);
    }

    @Override
    public void close() {
        try {
            source.close();
            leg.close();
            viewer.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a UDP socket", e);
        }
    }

    private interface Body {
        void run() throws IOException;
    }

    private static void run(Body body) {
        try {
            body.run();
        } catch (AsynchronousCloseException _) {
            // The end.
        } catch (ClosedChannelException _) {
            // The end, too.
        } catch (IOException e) {
            throw new UncheckedIOException("the bare loop broke", e);
        }
    }

    private void forward() throws IOException {
        byte[] sealed = new byte[2048];
        ByteBuffer incoming = ByteBuffer.allocate(2048);
        while (true) {
            incoming.clear();
            leg.receive(incoming);
            int length = sender.protectRtp(incoming.array(), 0, incoming.position(), sealed, 0);
            viewer(sealed, length);
        }
    }

    private void viewer(byte[] sealed, int length) throws IOException {
        if (length < 0) {
            throw new IllegalStateException("a packet was not protected");
        }
        leg.send(ByteBuffer.wrap(sealed, 0, length), viewerAddress);
    }

    private void watch() throws IOException {
        ByteBuffer incoming = ByteBuffer.allocate(2048);
        while (true) {
            incoming.clear();
            viewer.receive(incoming);
            byte[] bytes = incoming.array();
            if (receiver.unprotectRtp(bytes, 0, incoming.position(), bytes, 0) < 0) {
                throw new IllegalStateException("a packet did not authenticate");
            }
            times.add(System.nanoTime() - incoming.getLong(RtpHeader.FIXED_LENGTH));
        }
    }

    private static DatagramChannel open() throws IOException {
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        channel.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        return channel;
    }
}
