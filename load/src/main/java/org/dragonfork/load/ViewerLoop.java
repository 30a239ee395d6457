package org.dragonfork.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** One thread with many viewers and one selector. */
final class ViewerLoop implements AutoCloseable {
    /** How exact timers are; the shortest, between two checks, is 50 ms. */
    private static final long TICK_MILLIS = 10;

    private static final long TICK_NANOS = TICK_MILLIS * 1_000_000;

    /** More than any datagram that is not thrown away. */
    private static final int BUFFER = 2048;

    private final Selector selector = openSelector();
    private final ConcurrentLinkedQueue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final List<Viewer> viewers = new ArrayList<>();
    private final byte[] bytes = new byte[BUFFER];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);
    private final Thread thread;
    private volatile boolean stopping;

    ViewerLoop(int number) {
        this.thread = Thread.ofPlatform().name("viewers-" + number).daemon(true).unstarted(this::run);
    }

    private static Selector openSelector() {
        try {
            return Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("no selector can be opened", e);
        }
    }

    void start() {
        thread.start();
    }

    /** Takes a viewer over. */
    void add(Viewer viewer) {
        submit(() -> {
            viewers.add(viewer);
            try {
                viewer.register(selector, () -> submit(() -> guarded(viewer, one -> one.pump(System.nanoTime()))));
            } catch (IOException e) {
                viewer.fail(new Failure(Failure.Stage.SOCKET, "socket_error", String.valueOf(e)));
            }
        });
    }

    void answered(Viewer viewer, WhepClient.Reply reply) {
        submit(() -> guarded(viewer, one -> one.answered(reply, System.nanoTime())));
    }

    /** Lets each of its viewers do something on its thread, and tells what came of it. */
    CompletableFuture<Totals> each(Consumer<Viewer> what, boolean withTimes) {
        var done = new CompletableFuture<Totals>();
        submit(() -> {
            try {
                var totals = new Totals();
                for (Viewer viewer : viewers) {
                    what.accept(viewer);
                    viewer.count(totals);
                    if (withTimes) {
                        viewer.time(totals);
                    }
                }
                done.complete(totals);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private void submit(Runnable task) {
        inbox.add(task);
        selector.wakeup();
    }

    private void run() {
        long nextTick = System.nanoTime();
        try {
            while (!stopping) {
                selector.select(this::readable, TICK_MILLIS);
                for (Runnable task = inbox.poll(); task != null; task = inbox.poll()) {
                    task.run();
                }
                long now = System.nanoTime();
                if (now - nextTick >= 0) {
                    nextTick = now + TICK_NANOS;
                    for (Viewer viewer : viewers) {
                        guarded(viewer, one -> one.tick(System.nanoTime()));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the selector broke", e);
        }
    }

    private void readable(SelectionKey key) {
        guarded((Viewer) key.attachment(), viewer -> viewer.readable(bytes, buffer));
    }

    /** A mistake in this program fails one viewer, not the run, and is seen in the report. */
    private static void guarded(Viewer viewer, Consumer<Viewer> step) {
        try {
            step.accept(viewer);
        } catch (RuntimeException e) {
            viewer.fail(new Failure(Failure.Stage.SOCKET, "client_error", String.valueOf(e)));
        }
    }

    @Override
    public void close() {
        stopping = true;
        selector.wakeup();
        try {
            thread.join(2_000);
            selector.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("the selector cannot be closed", e);
        }
    }
}
