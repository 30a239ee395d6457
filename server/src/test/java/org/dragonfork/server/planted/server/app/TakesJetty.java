package org.dragonfork.server.planted.server.app;

import org.eclipse.jetty.server.Server;

/** The HTTP library stays in its room. */
final class TakesJetty {
    Server server() {
        return new Server();
    }
}
