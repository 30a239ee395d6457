package org.dragonfork.server.ffmpeg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dragonfork.egress.supervise.FfmpegSkills;
import org.dragonfork.egress.supervise.FfmpegSkills.Codec;
import org.dragonfork.egress.supervise.FfmpegSkills.Library;
import org.dragonfork.egress.supervise.FfmpegSkills.Skill;

/** Reads the lists that FFmpeg prints about itself, in the forms of 4.4 to 8. */
final class SkillLists {
    private static final int MAX_ENTRIES = 5000;

    private static final Pattern VERSION = Pattern.compile("^ffmpeg version (\\S+)");
    private static final Pattern NUMBERS = Pattern.compile("^n?(\\d{1,4}\\.\\d{1,4})(\\.\\d{1,4})?");
    private static final Pattern LIBRARY =
            Pattern.compile("^(lib[a-z]+)\\s+(\\d+\\.\\s*\\d+\\.\\s*\\d+)\\s*/\\s*(\\d+\\.\\s*\\d+\\.\\s*\\d+)");
    // Newer versions have two flags, older ones three.
    private static final Pattern FILTER = Pattern.compile("^ [T.][S.][C.]? +([A-Za-z0-9_]+) +\\S+->\\S+ *(.*)$");
    private static final Pattern CODEC = Pattern.compile("^ ([D.])([E.])([VAS])[I.][L.][S.] +([A-Za-z0-9_]+) *(.*)$");
    private static final Pattern CODERS = Pattern.compile("\\((decoders|encoders): ([^)]*)\\)");
    // Newer versions have a third flag, for devices.
    private static final Pattern FORMAT = Pattern.compile("^ ([D ])([E ])[d ] *([A-Za-z0-9_]\\S*) *(.*)$");
    private static final Pattern WORD = Pattern.compile("^ *([A-Za-z0-9_]+)$");

    private SkillLists() {}

    static FfmpegSkills.Build build(String text) {
        String version = "";
        String compiler = "";
        String configuration = "";
        List<Library> libraries = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String stripped = line.strip();
            Matcher named = VERSION.matcher(line);
            Matcher library = LIBRARY.matcher(stripped);
            if (named.find()) {
                version = threeNumbers(named.group(1));
            } else if (stripped.startsWith("built with ")) {
                compiler = stripped.substring("built with ".length());
            } else if (stripped.startsWith("configuration: ")) {
                configuration = stripped.substring("configuration: ".length());
            } else if (library.find()) {
                libraries.add(new Library(library.group(1), library.group(2), library.group(3)));
            }
        }
        return new FfmpegSkills.Build(version, compiler, configuration, libraries);
    }

    static List<Skill> filters(String text) {
        return each(
                text,
                FILTER,
                line -> Optional.of(new Skill(line.group(1), line.group(2).strip())));
    }

    static FfmpegSkills.Codecs codecs(String text) {
        return new FfmpegSkills.Codecs(codecs(text, "A"), codecs(text, "V"), codecs(text, "S"));
    }

    /** Formats or devices that can be read, or written. */
    static List<Skill> formats(String text, boolean read) {
        return each(
                text,
                FORMAT,
                line -> (read ? line.group(1).equals("D") : line.group(2).equals("E"))
                        ? Optional.of(new Skill(
                                line.group(3).split(",", 2)[0], line.group(4).strip()))
                        : Optional.empty());
    }

    /** The words under a heading, up to the next one. */
    static List<Skill> words(String text, String heading) {
        List<Skill> words = new ArrayList<>();
        boolean under = false;
        for (String line : text.lines().toList()) {
            Matcher word = WORD.matcher(line);
            if (line.endsWith(":")) {
                under = line.equals(heading);
            } else if (under && word.find() && words.size() < MAX_ENTRIES) {
                words.add(new Skill(word.group(1), word.group(1)));
            }
        }
        return words;
    }

    private static List<Codec> codecs(String text, String type) {
        return each(text, CODEC, line -> line.group(3).equals(type) ? Optional.of(codec(line)) : Optional.empty());
    }

    private static Codec codec(Matcher line) {
        String id = line.group(4);
        List<String> decoders = line.group(1).equals("D") ? List.of(id) : List.of();
        List<String> encoders = line.group(2).equals("E") ? List.of(id) : List.of();
        Matcher coders = CODERS.matcher(line.group(5));
        while (coders.find()) {
            List<String> named = List.of(coders.group(2).strip().split(" +", -1));
            if (coders.group(1).equals("decoders")) {
                decoders = named;
            } else {
                encoders = named;
            }
        }
        return new Codec(id, CODERS.matcher(line.group(5)).replaceAll("").strip(), encoders, decoders);
    }

    private static <T> List<T> each(String text, Pattern pattern, Function<Matcher, Optional<T>> read) {
        List<T> found = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher matcher = pattern.matcher(line);
            // The legend above a list has equals signs where names would be.
            if (found.size() < MAX_ENTRIES && !line.contains(" = ") && matcher.find()) {
                read.apply(matcher).ifPresent(found::add);
            }
        }
        return found;
    }

    private static String threeNumbers(String version) {
        Matcher numbers = NUMBERS.matcher(version);
        if (!numbers.find()) {
            return version;
        }
        return numbers.group(1) + (numbers.group(2) == null ? ".0" : numbers.group(2));
    }
}
