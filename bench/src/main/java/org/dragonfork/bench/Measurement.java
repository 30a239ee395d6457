package org.dragonfork.bench;

import java.io.IOException;

/** One thing that the bench finds out. */
interface Measurement {
    /** As {@code --only} takes it. */
    String name();

    /** Measures, which takes a while. */
    Table measure(Effort effort, Progress progress) throws IOException, InterruptedException;
}
