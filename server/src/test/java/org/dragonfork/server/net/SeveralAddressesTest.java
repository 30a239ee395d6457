package org.dragonfork.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dragonfork.egress.media.DatagramSink;
import org.dragonfork.egress.media.Destination;
import org.dragonfork.webrtc.ice.CandidatePair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * This host has two addresses on one link, a second link, and IPv6 on the first; a viewer asks one after the other. It takes
 * answers from the address that it asked only (RFC 8445 section 7.2.5.2.1).
 */
class SeveralAddressesTest {
    private static final String FIRST = NetworkNamespace.ip(0, 1);
    private static final String SECOND = NetworkNamespace.ip(0, 3);
    private static final String OTHER_LINK = NetworkNamespace.ip(1, 1);
    private static final String FIRST_SIX = NetworkNamespace.ipv6(1);
    private static final String SECOND_SIX = NetworkNamespace.ipv6(3);
    private static final String[] ALL = {FIRST, SECOND, OTHER_LINK, FIRST_SIX, SECOND_SIX};

    /** A check's answer, a run of three and one datagram of another run. */
    private static final int ANSWERS = 5;

    private NetworkNamespace network;

    @BeforeEach
    void makeNetwork() throws Exception {
        network = NetworkNamespace.make();
        network.cable(FIRST + "/24", NetworkNamespace.ip(0, 2) + "/24", NetworkNamespace.ipv6(2) + "/64");
        network.addressHere(SECOND + "/24");
        network.addressHere(FIRST_SIX + "/64");
        network.addressHere(SECOND_SIX + "/64");
        network.cable(OTHER_LINK + "/24", NetworkNamespace.ip(1, 2) + "/24");
    }

    @AfterEach
    void removeNetwork() throws Exception {
        if (network != null) {
            network.close();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SinkChoice.class,
            names = {"GSO", "MMSG"})
    void whoeverIsAskedAnswersAndSendsTheMedia(SinkChoice way) throws Exception {
        for (String line : asked(way)) {
            assertThat(line).endsWith(" true true true true true");
        }
    }

    /** NIO has no way to say it: this is what docs/operations.md warns of. */
    @Test
    void nioAnswersFromTheAddressThatTheRoutesSay() throws Exception {
        assertThat(asked(SinkChoice.NIO))
                .anyMatch(line -> line.startsWith(FIRST + " true"))
                .anyMatch(line -> line.startsWith(SECOND + " false"));
    }

    private List<String> asked(SinkChoice way) throws Exception {
        try (MediaSockets sockets = MediaSockets.bind(new InetSocketAddress(0), way);
                PublicReader reader = sockets.newPublicReader()) {
            List<String> arguments =
                    new ArrayList<>(List.of(Integer.toString(sockets.port()), Integer.toString(ANSWERS)));
            arguments.addAll(List.of(ALL));
            Process asker = network.java(NamespaceAsker.class, arguments.toArray(String[]::new))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            DatagramSink sink = sockets.newSink();
            Thread server = Thread.ofPlatform().start(() -> answer(reader, sink, asker));
            try {
                String said = new String(asker.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                assertThat(asker.waitFor(10, TimeUnit.SECONDS)).isTrue();
                assertThat(said.lines()).hasSameSizeAs(ALL);
                return said.lines().toList();
            } finally {
                asker.destroyForcibly();
                asker.waitFor();
                reader.wakeup();
                server.join();
            }
        }
    }

    private static void answer(PublicReader reader, DatagramSink sink, Process asker) {
        try {
            while (asker.isAlive()) {
                reader.receive((_, _, over) -> answer(sink, over));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** As a check is answered, and then as media goes. */
    private static void answer(DatagramSink sink, CandidatePair over) {
        var to = new Destination(over);
        sink.send(new byte[100], 0, 100, 100, to);
        sink.gather(new byte[500], 0, 500, 200, to, (_, _) -> {});
        sink.flush();
        sink.gather(new byte[50], 0, 50, 50, to, (_, _) -> {});
        sink.flush();
    }
}
