package org.dragonfork.server.store;

/** The store cannot be read, and was not touched; the message is one line for a person. */
public final class StoreUnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    StoreUnusableException(String message) {
        super(message);
    }

    StoreUnusableException(String message, Throwable cause) {
        super(message, cause);
    }
}
