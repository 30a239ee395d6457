package org.dragonfork.egress.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps addresses out of options, where no rule would see them: another input or output, files that an option opens by itself,
 * and sources inside of filter graphs.
 */
final class OptionRules {
    private static final int MAX_LENGTH = 64 * 1024;

    // A source that reads a file, in every place where a filter can stand.
    private static final Pattern MOVIE = Pattern.compile("(?:^|[,;\\[\\]\\s=])a?movie(?:@\\w{1,64})?\\s{0,8}=");
    private static final Pattern SEPARATORS = Pattern.compile("[\\s,;|\\[\\]=\"]+");
    private static final Pattern ADDRESS =
            Pattern.compile("^(?:[A-Za-z0-9+.-]{1,40}://|/|\\./|\\.\\./|file:|concat:|subfile)");

    private final AccessRules inputs;
    private final AccessRules outputs;
    private final OutputPlace place;

    OptionRules(AccessRules inputs, AccessRules outputs, OutputPlace place) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.place = place;
    }

    /** Looks at one list of options as FFmpeg takes it apart. */
    void check(String field, List<String> options, List<String> mistakes) {
        int next = 0;
        while (next < options.size()) {
            String argument = options.get(next);
            String at = field + "[" + next + "]";
            next++;
            if (argument.length() < 2 || argument.charAt(0) != '-' || argument.equals("--")) {
                mistakes.add(at + " is no option: an address belongs into input or output");
                continue;
            }
            String name = FfmpegOptions.name(argument);
            if (name.equals("i")) {
                mistakes.add(at + " must not be -i: every input belongs into input");
            } else if (FfmpegOptions.isUnseen(name)) {
                mistakes.add(at + " takes its text from a file, which cannot be checked: write the text out");
            } else if (name.equals("report") || name.equals("vstats")) {
                mistakes.add(
                        at + " writes a file into the folder of the server: see the report of the process instead");
            }
            if (FfmpegOptions.isFlag(name)) {
                continue;
            }
            if (next == options.size()) {
                // FFmpeg would take -i, or the address of the output, for the value.
                mistakes.add(at + " needs a value behind it");
            } else {
                value(field + "[" + next + "]", name, options.get(next), mistakes);
            }
            next++;
        }
    }

    /** Looks at the options that stand in the brackets of a tee output. */
    void tee(String field, String options, List<String> mistakes) {
        for (String option : options.split("(?<!\\\\):", -1)) {
            int equals = option.indexOf('=');
            if (equals > 0) {
                value(field, option.substring(0, equals).strip(), option.substring(equals + 1), mistakes);
            }
        }
        value(field, "", options, mistakes);
    }

    /** Looks at a filter graph that is an input's address. */
    void graph(String field, String graph, List<String> mistakes) {
        value(field, "lavfi", graph, mistakes);
    }

    private void value(String at, String name, String value, List<String> mistakes) {
        if (value.length() > MAX_LENGTH) {
            mistakes.add(at + " must have at most " + MAX_LENGTH + " characters");
            return;
        }
        // What FFmpeg sees after one or several levels of unescaping.
        String plain = value.replace("\\", "").replace("'", "");
        if (FfmpegOptions.writes(name)) {
            written(at, value, mistakes);
        } else if (FfmpegOptions.isNameInFolder(name)) {
            named(at, plain, mistakes);
        } else if (!FfmpegOptions.mayNamePath(name) && isPath(plain)) {
            // Whatever it is: if this is an option without a value after all, it is an output.
            written(at, plain, mistakes);
        }
        if (FfmpegOptions.isText(name)) {
            return;
        }
        Matcher nested = FfmpegOptions.NESTED_KEY.matcher(plain);
        // The sign between key and value may be the one before the next key: psnr=stats_file=x.
        for (int from = 0; nested.find(from); from = nested.start(2) - 1) {
            if (FfmpegOptions.writes(nested.group(1))) {
                written(at, nestedValue(nested.group(2)), mistakes);
            } else if (FfmpegOptions.isNameInFolder(nested.group(1))) {
                named(at, nestedValue(nested.group(2)), mistakes);
            }
        }
        read(at, name, plain, mistakes);
    }

    private void written(String at, String address, List<String> mistakes) {
        Optional<String> refusal = place.refusal(address);
        if (refusal.isPresent()) {
            mistakes.add(at + " would write: " + refusal.get());
        } else if (!outputs.admit(place.forms(address))) {
            mistakes.add(at + " would write where ffmpeg.access.output does not allow it");
        }
    }

    private static void named(String at, String name, List<String> mistakes) {
        if (name.contains("/")) {
            mistakes.add(at + " must be the name of a file without a folder");
        }
    }

    private void read(String at, String name, String plain, List<String> mistakes) {
        if (!inputs.exist()) {
            return;
        }
        if (MOVIE.matcher(plain).find()) {
            mistakes.add(at + " opens a file in a filter, where ffmpeg.access.input cannot look: make it an input");
            return;
        }
        if (name.equals("f") && plain.equals("concat")) {
            mistakes.add(at + " reads a list of addresses, where ffmpeg.access.input cannot look");
            return;
        }
        for (String word : SEPARATORS.split(plain, -1)) {
            if (ADDRESS.matcher(word).find() && !admitted(word)) {
                mistakes.add(at + " names an address that ffmpeg.access.input does not allow");
                return;
            }
        }
    }

    private boolean admitted(String word) {
        List<String> forms = new ArrayList<>(FfmpegAddress.forms(word));
        // A path ends at the colon that begins the next argument of a filter.
        if (word.startsWith("/") && word.indexOf(':') > 0) {
            forms.addAll(FfmpegAddress.forms(word.substring(0, word.indexOf(':'))));
        }
        return inputs.admit(forms);
    }

    private static boolean isPath(String value) {
        return value.startsWith("/") || value.startsWith("file:") || value.startsWith("../");
    }

    // The value of a key ends at the next colon, unless that is the one behind a protocol.
    private static String nestedValue(String value) {
        int colon = value.indexOf(':');
        if (colon < 0) {
            return value;
        }
        String before = value.substring(0, colon);
        return before.chars().allMatch(c -> c >= 'a' && c <= 'z') ? value : before;
    }
}
