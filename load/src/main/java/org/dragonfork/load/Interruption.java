package org.dragonfork.load;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ctrl-C: the viewers still leave as they should, and the report is still printed. */
final class Interruption implements AutoCloseable {
    private static final long MOST_SECONDS = 20;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    Interruption(LoadRun run) {
        this.hook = new Thread(
                () -> {
                    run.stop();
                    try {
                        done.await(MOST_SECONDS, TimeUnit.SECONDS);
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                },
                "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // It is running: that is what ended the run.
        }
    }
}
