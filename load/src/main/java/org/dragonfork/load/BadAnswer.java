package org.dragonfork.load;

/** An answer that no viewer could connect with. */
final class BadAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    BadAnswer(String reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    Failure failure() {
        return new Failure(Failure.Stage.ANSWER, reason, String.valueOf(getMessage()));
    }
}
