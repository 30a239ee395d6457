package org.dragonfork.server.ffmpeg;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dragonfork.egress.supervise.ExitStatus;

/** Runs that are only pretended; the test says what they do. */
final class FakeRuns implements Run.Starter {
    final List<FakeRun> all = new ArrayList<>();
    boolean broken;
    Run.Usage usage = new Run.Usage(1, 1000);

    @Override
    public FakeRun start(List<String> command, Run.Output output) throws IOException {
        if (broken) {
            throw new IOException("there is no FFmpeg");
        }
        FakeRun run = new FakeRun(all.size() + 1, output);
        all.add(run);
        return run;
    }

    FakeRun last() {
        return all.getLast();
    }

    long alive() {
        return all.stream().filter(run -> run.alive).count();
    }

    /** One of them. */
    final class FakeRun implements Run {
        final Run.Output output;
        private final long pid;
        boolean alive = true;
        int interrupts;
        int kills;

        FakeRun(long pid, Run.Output output) {
            this.pid = pid;
            this.output = output;
        }

        @Override
        public long pid() {
            return pid;
        }

        @Override
        public void interrupt() {
            interrupts++;
        }

        @Override
        public void kill() {
            kills++;
        }

        @Override
        public Optional<Usage> usage() {
            return Optional.of(usage);
        }

        void exit(ExitStatus status) {
            alive = false;
            output.exited(status);
        }
    }
}
