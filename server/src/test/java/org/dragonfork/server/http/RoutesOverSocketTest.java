package org.dragonfork.server.http;

import org.junit.jupiter.api.AfterEach;

/** The matrix over a real port. */
final class RoutesOverSocketTest extends WhepMatrixContract {
    private final EdgeFixture fixture =
            EdgeFixture.started(options -> options.withIceServerLinks(BareRoutes.ICE_SERVERS));

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Override
    FakeWhep whep() {
        return fixture.whep;
    }

    @Override
    Seen send(Ask ask) {
        return fixture.raw().send(ask);
    }

    @Override
    WhepExchange lastExchange() {
        return fixture.exchanges.getLast();
    }
}
