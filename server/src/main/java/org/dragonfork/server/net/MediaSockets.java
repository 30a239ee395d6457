package org.dragonfork.server.net;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dragonfork.egress.EgressClock;
import org.dragonfork.egress.media.DatagramSink;
import org.dragonfork.egress.media.LegSocket;
import org.dragonfork.server.linux.LinuxHost;
import org.dragonfork.server.linux.Segmentation;

/**
 * The sockets of a server by the means that work here: the one UDP port of all viewers (decision D11), and the legs on
 * loopback. Dual stack where the system has IPv6.
 */
public sealed interface MediaSockets extends AutoCloseable permits LinuxSockets, NioSockets {
    /** Asked for in both directions: 107 KB are one batch for 8 viewers; this holds a key frame for some hundred. */
    int BUFFER = 4 << 20;

    /**
     * Binds the public port.
     *
     * @param address port 0 lets the system choose
     * @throws IOException with one line for a person, also when a way is asked for that does not work here
     */
    static MediaSockets bind(InetSocketAddress address, SinkChoice choice) throws IOException {
        boolean linux = choice != SinkChoice.NIO && LinuxHost.isSupported();
        if (!linux && (choice == SinkChoice.GSO || choice == SinkChoice.MMSG)) {
            throw new IOException("webrtc.datagram_sink " + choice.name().toLowerCase(Locale.ROOT)
                    + " works on 64-bit Linux only, with native access allowed; use auto or nio");
        }
        boolean segmenting = linux && choice != SinkChoice.MMSG && Segmentation.works();
        if (choice == SinkChoice.GSO && !segmenting) {
            throw new IOException("this kernel does not segment UDP (UDP_SEGMENT, Linux 4.18); set webrtc.datagram_sink"
                    + " to auto or mmsg");
        }
        try {
            return linux ? LinuxSockets.bind(address, segmenting) : NioSockets.bind(address);
        } catch (BindException e) {
            throw new IOException(
                    "UDP port " + address.getPort() + " cannot be used (" + e.getMessage()
                            + "); choose another with --udp or CORE_WEBRTC_UDP_MUX_PORT",
                    e);
        }
    }

    /** The bound port. */
    int port();

    /** The way that is used now; segmenting may have been given up since the start. */
    SinkChoice way();

    /** A way out for one media thread. */
    DatagramSink newSink();

    /** What one media thread waits at. */
    LegReader newLegReader(EgressClock clock) throws IOException;

    /** What reads the public port; one. */
    PublicReader newPublicReader() throws IOException;

    /**
     * The socket of a leg: UDP on the IPv4 loopback address, so nobody outside can feed a stream. Any thread.
     *
     * @param port 0 lets the system choose
     */
    Optional<LegSocket> bindLeg(int port);

    /** Bytes that the kernel gave for sending. */
    int sendBuffer();

    /** Bytes that the kernel gave for receiving. */
    int receiveBuffer();

    /** One line for each buffer that is smaller than asked for. */
    default List<String> warnings() {
        return warnings(sendBuffer(), receiveBuffer());
    }

    /** What to say of buffers of these sizes. */
    static List<String> warnings(int sendBuffer, int receiveBuffer) {
        var lines = new ArrayList<String>();
        if (sendBuffer < BUFFER) {
            lines.add(line("send", "net.core.wmem_max", sendBuffer, "viewers lose packets of key frames"));
        }
        if (receiveBuffer < BUFFER) {
            lines.add(line("receive", "net.core.rmem_max", receiveBuffer, "packets of FFmpeg and of viewers get lost"));
        }
        return lines;
    }

    private static String line(String direction, String key, int bytes, String harm) {
        return "the kernel gives UDP sockets a " + direction + " buffer of " + bytes / 1024 + " KiB instead of "
                + BUFFER / 1024 + ", so that " + harm + " when much comes at once; allow more: sysctl -w " + key + "="
                + BUFFER;
    }

    /** Closes the public port. */
    @Override
    void close();
}
