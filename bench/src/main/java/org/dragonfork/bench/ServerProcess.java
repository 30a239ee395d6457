package org.dragonfork.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link ColdServer} seen from outside. */
final class ServerProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader said;
    private final BufferedWriter tell;
    private final URI endpoint;
    private final int legPort;

    private ServerProcess(Process process) throws IOException {
        this.process = process;
        this.said = process.inputReader(StandardCharsets.UTF_8);
        this.tell = process.outputWriter(StandardCharsets.UTF_8);
        String[] ready = answer(ColdServer.READY);
        this.endpoint = URI.create(ready[1]);
        this.legPort = Integer.parseInt(ready[2]);
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param options of the JVM
     */
    static ServerProcess start(boolean warm, int viewers, String... options) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xms64m", "-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ColdServer.class.getName()));
        command.addAll(List.of(warm ? ColdServer.WARM : ColdServer.COLD, Integer.toString(viewers)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            return new ServerProcess(process);
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Its number in the system. */
    long pid() {
        return process.pid();
    }

    /** Where offers are sent. */
    URI endpoint() {
        return endpoint;
    }

    /** Where packets of the stream go. */
    int legPort() {
        return legPort;
    }

    /**
     * What it holds after garbage collection, in bytes.
     *
     * @param machine what the Java machine has outside of the heap for code, compiler, classes and collector
     */
    record Memory(long heap, long outside, long machine) {}

    /** Asks it. */
    Memory memory() throws IOException {
        tell.write(ColdServer.MEMORY);
        tell.newLine();
        tell.flush();
        String[] words = answer(ColdServer.MEMORY);
        return new Memory(Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
    }

    @Override
    public void close() {
        try {
            tell.close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException _) {
            process.destroyForcibly();
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private String[] answer(String word) throws IOException {
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith(word + " ")) {
                return line.split(" ", -1);
            }
        }
        throw new IOException("the server in its own process ended before it was asked to; its error stream says why");
    }
}
