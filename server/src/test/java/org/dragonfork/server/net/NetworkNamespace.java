package org.dragonfork.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dragonfork.server.linux.LinuxHost;

/**
 * Another host: a network namespace with virtual cables to this one, made for a test and taken away again. Takes root and
 * iproute2; a test without them is skipped and says so.
 */
public final class NetworkNamespace implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 10;

    private final String name;
    private final String cable;
    private final List<String> cables = new ArrayList<>();

    private NetworkNamespace(String name, String cable) {
        this.name = name;
        this.cable = cable;
    }

    /** An empty one, with its loopback. */
    public static NetworkNamespace make() {
        assumeTrue(LinuxHost.isSupported(), "network namespaces are a thing of Linux");
        long pid = ProcessHandle.current().pid();
        var namespace = new NetworkNamespace("dragonfork-" + pid, "df" + pid % 1_000_000);
        assumeTrue(
                runs("ip", "netns", "add", namespace.name),
                "no network namespace could be made here (that takes root and iproute2)");
        namespace.must("ip", "link", "set", "lo", "up");
        return namespace;
    }

    /**
     * An IPv4 address for a cable, of the range for tests of networks (RFC 2544 appendix C.2.2). Another process has others, so
     * that tests may run beside one another.
     *
     * @param cable 0 to 3
     * @param host 1 to 254
     */
    public static String ip(int cable, int host) {
        int subnet = (int) (ProcessHandle.current().pid() % 128) * 4 + cable;
        return "198." + (18 + subnet / 256) + "." + subnet % 256 + "." + host;
    }

    /** An IPv6 address for the first cable. */
    public static String ipv6(int host) {
        return "fd00:213:" + Long.toHexString(ProcessHandle.current().pid() % 65_536) + "::" + host;
    }

    /**
     * One more cable.
     *
     * @param here the address of this end, with the length of its prefix
     * @param there addresses of the other end; the first of each family is the one that the routes choose
     */
    public void cable(String here, String... there) {
        String near = cable + (char) ('a' + 2 * cables.size());
        String far = cable + (char) ('b' + 2 * cables.size());
        assertThat(runs("ip", "link", "add", near, "type", "veth", "peer", "name", far))
                .isTrue();
        cables.add(near);
        assertThat(runs("ip", "link", "set", far, "netns", name)).isTrue();
        assertThat(runs(address(here, near))).isTrue();
        assertThat(runs("ip", "link", "set", near, "up")).isTrue();
        for (String address : there) {
            must(address(address, far));
        }
        must("ip", "link", "set", far, "up");
    }

    /** One more address of this end of the first cable. */
    public void addressHere(String address) {
        assertThat(runs(address(address, nearEnd()))).isTrue();
    }

    /** This end of the first cable. */
    public String nearEnd() {
        return cables.getFirst();
    }

    /** The other end of the first cable. */
    public String farEnd() {
        return cable + 'b';
    }

    /** Runs a command there; answers whether it went well. */
    public boolean inside(String... command) {
        return runs(entered(command));
    }

    /** A program of the test's class path, run there. */
    public ProcessBuilder java(Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(entered(command.toArray(String[]::new)));
    }

    @Override
    public void close() {
        runs("ip", "netns", "del", name);
        for (String near : cables) {
            runs("ip", "link", "del", near);
        }
    }

    /** Runs a command here; answers whether it went well. */
    public static boolean runs(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void must(String... command) {
        assertThat(inside(command)).as(String.join(" ", command)).isTrue();
    }

    private String[] entered(String... command) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
        all.addAll(List.of(command));
        return all.toArray(String[]::new);
    }

    /** Without the waiting that finds out whether somebody else has the same IPv6 address. */
    private static String[] address(String address, String device) {
        return address.contains(":")
                ? new String[] {"ip", "addr", "add", address, "dev", device, "nodad"}
                : new String[] {"ip", "addr", "add", address, "dev", device};
    }
}
