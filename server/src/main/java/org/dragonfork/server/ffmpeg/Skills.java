package org.dragonfork.server.ffmpeg;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dragonfork.egress.supervise.FfmpegSkills;
import org.dragonfork.egress.supervise.FfmpegSkills.Device;
import org.dragonfork.egress.supervise.FfmpegSkills.Hardware;
import org.dragonfork.egress.supervise.FfmpegSkills.Skill;
import org.jspecify.annotations.Nullable;

/** What the FFmpeg of this server can do: asked once, and again when somebody wants so. Safe for use from any thread. */
public final class Skills {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_OUTPUT = 1 << 20;
    private static final int MAX_DEVICES = 64;
    private static final Path CAMERAS = Path.of("/sys/class/video4linux");

    private final FfmpegBinary binary;
    private final Path cameras;
    private @Nullable FfmpegSkills known;

    public Skills(FfmpegBinary binary) {
        this(binary, CAMERAS);
    }

    Skills(FfmpegBinary binary, Path cameras) {
        this.binary = binary;
        this.cameras = cameras;
    }

    /** What it can do; the first call takes about a second, as FFmpeg is run for it. */
    public synchronized FfmpegSkills current() {
        FfmpegSkills found = known;
        if (found == null) {
            found = ask();
            known = found;
        }
        return found;
    }

    /** The same, asked anew: a camera may have been plugged in. */
    public synchronized FfmpegSkills reload() {
        known = null;
        return current();
    }

    private FfmpegSkills ask() {
        String formats = list("-formats");
        String devices = list("-devices");
        String protocols = list("-protocols");
        return new FfmpegSkills(
                SkillLists.build(list("-version")),
                SkillLists.filters(list("-filters")),
                SkillLists.words(list("-hwaccels"), "Hardware acceleration methods:"),
                SkillLists.codecs(list("-codecs")),
                new FfmpegSkills.Devices(
                        devices(SkillLists.formats(devices, true)), devices(SkillLists.formats(devices, false))),
                new FfmpegSkills.Formats(SkillLists.formats(formats, true), SkillLists.formats(formats, false)),
                new FfmpegSkills.Protocols(
                        SkillLists.words(protocols, "Input:"), SkillLists.words(protocols, "Output:")));
    }

    private String list(String option) {
        try {
            // Without the banner, which would be in every list.
            return ShortRun.of(List.of(binary.path().toString(), "-hide_banner", option), TIMEOUT, MAX_OUTPUT)
                    .output();
        } catch (IOException _) {
            return "";
        }
    }

    private List<Device> devices(List<Skill> kinds) {
        return kinds.stream()
                .map(kind ->
                        new Device(kind.id(), kind.name(), kind.id().equals("video4linux2") ? cameras() : List.of()))
                .toList();
    }

    private List<Hardware> cameras() {
        List<Hardware> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(cameras, "video*")) {
            for (Path entry : entries) {
                if (found.size() < MAX_DEVICES) {
                    String name = Files.readString(entry.resolve("name")).strip();
                    found.add(new Hardware("/dev/" + entry.getFileName(), name, "", "video"));
                }
            }
        } catch (IOException _) {
            // A machine without cameras has no such folder.
            return List.copyOf(found);
        }
        found.sort((a, b) -> a.id().compareTo(b.id()));
        return found;
    }
}
