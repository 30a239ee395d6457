package org.dragonfork.server.e2e;

import java.lang.reflect.Method;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The threads of this JVM that a server started, platform and virtual ones. Only their names: the thread dump of JDK 25, the
 * one public way to virtual threads, walks their stacks while they run and was seen to crash the JVM at that. The build exports
 * {@code jdk.internal.vm} to the tests for this.
 */
public final class ThreadCensus {
    private static final Pattern OURS = Pattern.compile(
            "media-\\d+|demux|supervisor|http.*|warm-up|stop|ffmpeg-.*|dtls-handshake-.*|qtp.*|.*jetty.*");

    private ThreadCensus() {}

    /** Their names in order, a # for each number: HTTP hands its work from one virtual thread to the next. */
    public static List<String> ours() {
        try {
            Class<?> containers = Class.forName("jdk.internal.vm.ThreadContainers");
            Class<?> container = Class.forName("jdk.internal.vm.ThreadContainer");
            Object root = containers.getMethod("root").invoke(null);
            return threads(root, container.getMethod("threads"), container.getMethod("children"))
                    .map(Thread::getName)
                    .filter(OURS.asMatchPredicate())
                    .map(name -> name.replaceAll("\\d+", "#"))
                    .sorted()
                    .toList();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK keeps its threads elsewhere", e);
        }
    }

    private static Stream<Thread> threads(Object container, Method threads, Method children)
            throws ReflectiveOperationException {
        Stream<Thread> found = ((Stream<?>) threads.invoke(container)).map(Thread.class::cast);
        for (Object child : ((Stream<?>) children.invoke(container)).toList()) {
            found = Stream.concat(found, threads(child, threads, children));
        }
        return found;
    }
}
