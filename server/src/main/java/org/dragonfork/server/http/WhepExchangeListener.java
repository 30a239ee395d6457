package org.dragonfork.server.http;

/** Is told of every WHEP exchange; called from many threads, must not block. What it throws is logged and forgotten. */
@FunctionalInterface
public interface WhepExchangeListener {
    void on(WhepExchange exchange);
}
