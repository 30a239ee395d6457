package org.dragonfork.load;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Deletes sessions, some at a time, again where a server says no for now, within a limit of time. */
final class Deletion {
    /** Each is a connection of its own. */
    private static final int MOST_AT_ONCE = 32;

    private static final long PAUSE_MILLIS = 500;

    private final WhepClient whep;
    private final Semaphore free = new Semaphore(MOST_AT_ONCE);
    private final long endNanos;

    /** @param limit from now on */
    Deletion(WhepClient whep, Duration limit) {
        this.whep = whep;
        this.endNanos = System.nanoTime() + limit.toNanos();
    }

    /** How many are still there, as far as one knows. */
    int run(List<URI> sessions) throws InterruptedException {
        List<URI> left = round(sessions);
        while (!left.isEmpty() && leftNanos() > TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS)) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            left = round(left);
        }
        return left.size();
    }

    private List<URI> round(List<URI> sessions) throws InterruptedException {
        Queue<URI> left = new ConcurrentLinkedQueue<>(sessions);
        for (URI session : sessions) {
            if (!free.tryAcquire(leftNanos(), TimeUnit.NANOSECONDS)) {
                return List.copyOf(left);
            }
            var _ = whep.delete(session).thenAccept(done -> {
                if (done) {
                    left.remove(session);
                }
                free.release();
            });
        }
        // All permits are back when all answers are there.
        if (free.tryAcquire(MOST_AT_ONCE, leftNanos(), TimeUnit.NANOSECONDS)) {
            free.release(MOST_AT_ONCE);
        }
        return List.copyOf(left);
    }

    private long leftNanos() {
        return Math.max(endNanos - System.nanoTime(), 0);
    }
}
