package org.dragonfork.server.log;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.ProcessWarning;
import org.dragonfork.egress.supervise.RunEnd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log that FFmpegs start and end. A process that fails again and again for one reason, as with a camera that is
 * away, says so once a minute, with a count. Safe for use from any thread.
 */
public final class LoggingRuns {
    private static final Logger LOG = LoggerFactory.getLogger("dragonfork.process");

    /** Tries come seconds apart, for as long as the input is away. */
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final LogFolder folder;
    /** Processes whose last failure was held back: then their tries are no news either. */
    private final Set<StreamId> quiet = ConcurrentHashMap.newKeySet();

    /** What was said last of processes whose input is refused. */
    private final Map<StreamId, String> refused = new ConcurrentHashMap<>();

    /**
     * @param nanoClock never goes back
     */
    public LoggingRuns(LongSupplier nanoClock) {
        this.folder = new LogFolder(nanoClock, WINDOW);
    }

    /** A run begins. */
    public void started(StreamId id) {
        if (quiet.contains(id)) {
            LOG.debug("process {}: FFmpeg starts", id);
        } else {
            LOG.info("process {}: FFmpeg starts", id);
        }
    }

    /** A run has its outputs open. */
    public void running(StreamId id) {
        refused.remove(id);
        if (quiet.remove(id) && folder.admit("running " + id, "").isPresent()) {
            LOG.info("process {}: FFmpeg runs again", id);
        }
    }

    /** A run ended although it was ordered to go on. */
    public void failed(StreamId id, RunEnd end) {
        String line = "process " + id + ": FFmpeg ended, state=" + end.state() + ": " + end.why();
        if (end.refused()) {
            // Nothing changes until somebody changes it.
            quiet.add(id);
            if (!line.equals(refused.put(id, line))) {
                LOG.warn("{}; tried again ever more seldom, said once", line);
            }
            return;
        }
        refused.remove(id);
        OptionalLong held = folder.admit(line, line);
        if (held.isPresent()) {
            quiet.remove(id);
            LOG.warn("{}{}", line, held.getAsLong() == 0 ? "" : " (and " + held.getAsLong() + " times more before)");
        } else {
            quiet.add(id);
        }
    }

    /** Something is wrong with a run that goes on. */
    public void warned(StreamId id, ProcessWarning warning) {
        if (folder.admit("warned " + id + warning.kind(), "").isPresent()) {
            LOG.warn("process {}: {}", id, warning.text());
        }
    }

    /** It no longer is. */
    public void warningOver(StreamId id, ProcessWarning.Kind kind) {
        if (folder.admit("over " + id + kind, "").isPresent()) {
            LOG.info("process {}: is no longer {}", id, kind.label());
        }
    }

    /** A run ended as ordered. */
    public void stopped(StreamId id) {
        quiet.remove(id);
        refused.remove(id);
        LOG.info("process {}: FFmpeg stopped", id);
    }

    /** Says what was held back and will not be said by a next line of its kind; to be called once a second. */
    public void flush() {
        folder.overdue().stream()
                .filter(overdue -> !overdue.line().isEmpty())
                .forEach(overdue -> LOG.warn("{} ({} times more)", overdue.line(), overdue.times()));
    }
}
