package org.dragonfork.server.e2e;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The threads of this JVM that a server started, platform and virtual ones. */
final class ThreadCensus {
    private static final Pattern LINE = Pattern.compile("^#\\d+ \"([^\"]*)\".*$");
    private static final Pattern OURS = Pattern.compile(
            "media-\\d+|demux|supervisor|http.*|warm-up|stop|ffmpeg-.*|dtls-handshake-.*|qtp.*|.*jetty.*");

    private ThreadCensus() {}

    /** Their names in order, a # for each number: HTTP hands its work from one virtual thread to the next. */
    static List<String> ours() {
        return names().stream()
                .filter(OURS.asMatchPredicate())
                .map(name -> name.replaceAll("\\d+", "#"))
                .sorted()
                .toList();
    }

    private static List<String> names() {
        try {
            Path directory = Files.createTempDirectory("dragonfork-threads");
            Path file = directory.resolve("threads.txt");
            try {
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                        .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
                try (Stream<String> lines = Files.lines(file)) {
                    return lines.map(LINE::matcher)
                            .filter(Matcher::matches)
                            .map(line -> line.group(1))
                            .toList();
                }
            } finally {
                Files.deleteIfExists(file);
                Files.delete(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
