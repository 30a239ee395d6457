package org.dragonfork.egress.supervise;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The forms of FFmpeg's {@code -map} that name one track: {@code 0:v:0}, {@code 0:v}, {@code 0:1}. The others, labels of
 * filters, programs and metadata, cannot be looked up in what FFmpeg prints.
 *
 * @param input number of the input
 * @param type {@code v}, {@code a} and so on; empty when {@code number} counts all streams
 * @param number of the stream among those of the type
 */
public record TrackMap(int input, String type, int number) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,4}):(?:([vVasd])(?::(\\d{1,4}))?|(\\d{1,4}))\\??");

    /** Reads a map; empty for one that cannot be looked up. */
    public static Optional<TrackMap> parse(String map) {
        Matcher form = FORM.matcher(map);
        if (!form.matches()) {
            return Optional.empty();
        }
        int input = Integer.parseInt(form.group(1));
        if (form.group(4) != null) {
            return Optional.of(new TrackMap(input, "", Integer.parseInt(form.group(4))));
        }
        return Optional.of(
                new TrackMap(input, form.group(2), form.group(3) == null ? 0 : Integer.parseInt(form.group(3))));
    }

    /** The stream it names. */
    public Optional<ProbedStream> find(List<ProbedStream> streams) {
        return streams.stream()
                .filter(stream -> stream.index() == input && isOfType(stream))
                .skip(type.isEmpty() ? 0 : number)
                .filter(stream -> !type.isEmpty() || stream.stream() == number)
                .findFirst();
    }

    private boolean isOfType(ProbedStream stream) {
        return switch (type) {
            case "" -> true;
            case "V" -> stream.type().equals("video") && !stream.attachedPicture();
            default -> stream.type().startsWith(type);
        };
    }
}
