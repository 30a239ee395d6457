package org.dragonfork.server.planted.egress.session;

import java.util.concurrent.Executor;

/** The inside runs nothing by itself. */
final class RunsExecutor {
    void run(Executor executor) {
        executor.execute(() -> {});
    }
}
