package org.dragonfork.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;
import org.dragonfork.dtls.bc.BcDtlsEndpointFactory;
import org.dragonfork.dtls.bc.SelfSignedCertificate;
import org.dragonfork.server.app.WarmUp;

/**
 * The server in a JVM of its own, started by the bench: a {@link LiveServer} that says when it is ready, answers what memory it
 * holds, and ends with its standard input.
 */
final class ColdServer {
    /** Argument: do what the product does before it says ready. */
    static final String WARM = "warm";

    /** Argument: do not. */
    static final String COLD = "cold";

    /** Said with the address of the endpoint and the port of the leg. */
    static final String READY = "ready";

    /** Asks for bytes of heap in use and of native memory, which are answered with this word before them. */
    static final String MEMORY = "memory";

    /** Parts of the ledger: compiled code, compiler, classes, collector and the ledger itself. */
    private static final List<String> OF_THE_MACHINE =
            List.of("Code", "Compiler", "Class", "Metaspace", "Symbol", "GC", "Native Memory Tracking");

    private ColdServer() {}

    /** The program. */
    public static void main(String[] arguments) throws IOException, InterruptedException, JMException {
        PrintStream out = System.out;
        int viewers = Integer.parseInt(arguments[1]);
        try (var server = new LiveServer(viewers);
                var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            server.source().stop();
            if (arguments[0].equals(WARM)) {
                var random = new SecureRandom();
                var dtls = new BcDtlsEndpointFactory(SelfSignedCertificate.generate(Instant.now(), random), random);
                int packets = new WarmUp(
                                dtls,
                                BcDtlsEndpointFactory.DEFAULT_PREFERENCE,
                                Cipher.ofServer().aeads(),
                                server.way())
                        .run(() -> ready(out, server));
                if (packets == 0) {
                    // As in the product: it is ready nevertheless, only slower.
                    System.err.println("the machine is too busy: the server could not warm up in time");
                }
            } else {
                ready(out, server);
            }
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals(MEMORY)) {
                    long heap = Heap.used();
                    out.println(MEMORY + " " + heap + " " + nativeBytes());
                }
            }
        }
    }

    private static void ready(PrintStream out, LiveServer server) {
        out.println(READY + " " + server.endpoint() + " " + server.legPort());
    }

    /**
     * Committed outside of the heap, as the JVM's own ledger has it; it must have been started with one. Two numbers: without
     * what grows with the time that the JVM runs and not with its viewers, and that.
     */
    private static String nativeBytes() throws JMException {
        String summary = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "vmNativeMemory",
                        new Object[] {new String[] {"summary", "scale=B"}},
                        new String[] {String[].class.getName()});
        long machine = OF_THE_MACHINE.stream()
                .mapToLong(part -> committed(summary, " " + part + " ("))
                .sum();
        long rest = committed(summary, "Total:") - committed(summary, " Java Heap (") - machine;
        return rest + " " + machine;
    }

    private static long committed(String summary, String of) {
        String line = summary.lines()
                .filter(text -> text.contains(of))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the JVM keeps no ledger of native memory: " + summary));
        String digits = line.replaceFirst(".*committed=(\\d+).*", "$1");
        return Long.parseLong(digits);
    }
}
