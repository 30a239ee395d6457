package org.dragonfork.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The unit of systemd. That it really starts is not tested here: that takes a machine that systemd has booted. */
final class SystemdUnitTest {
    private static final Path UNIT = Repository.DEPLOY.resolve("systemd/dragonfork.service");

    /** Of 10; what systemd calls OK begins below 5. */
    private static final double MOST_EXPOSURE = 2.0;

    private static final Pattern EXPOSURE = Pattern.compile("Overall exposure level for \\S+: ([0-9.]+)");

    @TempDir
    private Path directory;

    @Test
    void leavesNothingRunningAndNothingWritable() throws Exception {
        List<String> lines = Files.readAllLines(UNIT);

        assertThat(lines)
                .contains(
                        "ExecStart=/opt/dragonfork/bin/dragonfork serve",
                        // The server is told to end and may end its FFmpegs; then the rest of the group is killed
                        // (D19).
                        "KillMode=mixed",
                        "User=dragonfork",
                        "NoNewPrivileges=yes",
                        "CapabilityBoundingSet=",
                        "ProtectSystem=strict",
                        "ProtectHome=yes",
                        "PrivateTmp=yes",
                        "PrivateDevices=yes",
                        "RestrictNamespaces=yes",
                        "RestrictSUIDSGID=yes",
                        "SystemCallFilter=@system-service",
                        "StateDirectory=dragonfork",
                        "Restart=on-failure",
                        "RestartPreventExitStatus=2 78");
    }

    @Test
    void keepsAllStateInTheOneFolderThatIsBackedUp() throws Exception {
        String unit = Files.readString(UNIT);

        assertThat(unit)
                .contains(
                        "CORE_CONFIGFILE=/var/lib/dragonfork/config.json\n",
                        "CORE_DB_DIR=/var/lib/dragonfork\n",
                        "CORE_STORAGE_DISK_DIR=/var/lib/dragonfork/data\n");
        assertThat(Files.readString(UNIT.resolveSibling("dragonfork.sysusers")))
                .containsPattern("(?m)^u dragonfork - .* /var/lib/dragonfork$");
    }

    @Test
    @EnabledIf("systemdAnalyzes")
    void systemdFindsNothingToSay() throws Exception {
        // The program is not installed here; any other that is stands in for it.
        Path unit = Files.writeString(
                directory.resolve("dragonfork.service"),
                Files.readString(UNIT).replace("/opt/dragonfork/bin/dragonfork", "/bin/true"));

        Ran ran = Ran.in(directory, "systemd-analyze", "verify", "--man=no", unit.toString());

        assertThat(ran.code()).as(ran.said()).isZero();
        assertThat(ran.said()).isEmpty();
    }

    @Test
    @EnabledIf("systemdAnalyzes")
    void systemdCallsItHardened() throws Exception {
        Ran ran = Ran.in(directory, "systemd-analyze", "security", "--offline=true", "--no-pager", UNIT.toString());

        Matcher exposure = EXPOSURE.matcher(ran.said());
        assertThat(exposure.find()).as(ran.said()).isTrue();
        assertThat(Double.parseDouble(exposure.group(1))).isLessThanOrEqualTo(MOST_EXPOSURE);
    }

    /** Whether this machine has the tool; systems without systemd have not. */
    static boolean systemdAnalyzes() throws Exception {
        return Files.isExecutable(Path.of("/usr/bin/systemd-analyze"))
                && Ran.in(Path.of("/"), "systemd-analyze", "security", "--help")
                        .said()
                        .contains("--offline");
    }
}
