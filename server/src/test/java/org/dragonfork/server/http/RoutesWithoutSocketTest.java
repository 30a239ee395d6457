package org.dragonfork.server.http;

/** The matrix on the routes alone. */
final class RoutesWithoutSocketTest extends WhepMatrixContract {
    private final BareRoutes routes = new BareRoutes();

    @Override
    FakeWhep whep() {
        return routes.whep;
    }

    @Override
    Seen send(Ask ask) {
        return routes.send(ask);
    }

    @Override
    WhepExchange lastExchange() {
        return routes.exchanges.getLast();
    }
}
