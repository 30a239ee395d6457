package org.dragonfork.server.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The matrix over a real port. */
final class RoutesOverSocketTest extends WhepMatrixContract {
    private final List<WhepExchange> exchanges = new CopyOnWriteArrayList<>();
    private final HttpEdge edge = new HttpEdge(
            HttpOptions.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                    .withIceServerLinks(RoutesWithoutSocketTest.ICE_SERVERS),
            whep,
            Readiness::yes,
            exchanges::add);

    @BeforeEach
    void start() throws IOException {
        edge.start();
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    @Override
    Seen send(Ask ask) {
        return new RawHttp(edge.port()).send(ask);
    }

    @Override
    WhepExchange lastExchange() {
        return exchanges.getLast();
    }
}
