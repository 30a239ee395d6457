package org.dragonfork.server.app;

/** The server, or something on it, cannot start; the message is the one line a person gets. */
public final class StartFailure extends Exception {
    private static final long serialVersionUID = 1L;

    StartFailure(String message) {
        super(message);
    }

    StartFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** The line, which is never missing. */
    public String line() {
        return String.valueOf(getMessage());
    }
}
