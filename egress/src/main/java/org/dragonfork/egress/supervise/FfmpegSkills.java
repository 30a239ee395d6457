package org.dragonfork.egress.supervise;

import java.util.List;

/** What the FFmpeg of this server can do, by the names of the original's API. */
public record FfmpegSkills(
        Build ffmpeg,
        List<Skill> filter,
        List<Skill> hwaccels,
        Codecs codecs,
        Devices devices,
        Formats formats,
        Protocols protocols) {
    public FfmpegSkills {
        filter = List.copyOf(filter);
        hwaccels = List.copyOf(hwaccels);
    }

    /**
     * Where it comes from.
     *
     * @param version three numbers, as clients compare it with ranges; as printed when it has none
     * @param compiler as it names it
     * @param configuration flags of the build
     */
    public record Build(String version, String compiler, String configuration, List<Library> libraries) {
        public Build {
            libraries = List.copyOf(libraries);
        }
    }

    /**
     * A library in it.
     *
     * @param compiled version of its headers
     * @param linked version of itself
     */
    public record Library(String name, String compiled, String linked) {}

    /**
     * Something that has a word for FFmpeg and one for people.
     *
     * @param id as options name it
     */
    public record Skill(String id, String name) {}

    /** A codec with those who write and read it. */
    public record Codec(String id, String name, List<String> encoders, List<String> decoders) {
        public Codec {
            encoders = List.copyOf(encoders);
            decoders = List.copyOf(decoders);
        }
    }

    /** All codecs. */
    public record Codecs(List<Codec> audio, List<Codec> video, List<Codec> subtitle) {
        public Codecs {
            audio = List.copyOf(audio);
            video = List.copyOf(video);
            subtitle = List.copyOf(subtitle);
        }
    }

    /** A kind of device with those that are there. */
    public record Device(String id, String name, List<Hardware> devices) {
        public Device {
            devices = List.copyOf(devices);
        }
    }

    /**
     * A device of this machine.
     *
     * @param id its address for FFmpeg
     * @param extra more about it, may be empty
     * @param media {@code video} or {@code audio}
     */
    public record Hardware(String id, String name, String extra, String media) {}

    /** Kinds of devices that can be read and written. */
    public record Devices(List<Device> demuxers, List<Device> muxers) {
        public Devices {
            demuxers = List.copyOf(demuxers);
            muxers = List.copyOf(muxers);
        }
    }

    /** Containers that can be read and written. */
    public record Formats(List<Skill> demuxers, List<Skill> muxers) {
        public Formats {
            demuxers = List.copyOf(demuxers);
            muxers = List.copyOf(muxers);
        }
    }

    /** Protocols that can be read and written. */
    public record Protocols(List<Skill> input, List<Skill> output) {
        public Protocols {
            input = List.copyOf(input);
            output = List.copyOf(output);
        }
    }
}
