package org.dragonfork.server.ffmpeg;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dragonfork.egress.supervise.ProcessSpec.MediaInput;

/**
 * Whoever has the input answered, and said no: a camera that wants another password, a path that does not exist. FFmpeg
 * asks with the same words at the next try, so that often asking only fills logs, and some cameras lock the user out.
 *
 * @param why one line for a person
 * @param longest to wait between two tries
 */
record Refusal(String why, Duration longest) {
    /** Only somebody's hand makes it better, and that starts the process anew. */
    private static final Duration UNTIL_CHANGED = Duration.ofSeconds(60);

    /** What is not there may come: media servers answer so until their own source is there. */
    private static final Duration UNTIL_THERE = Duration.ofSeconds(15);

    // RTSP: "method DESCRIBE failed: 401 Unauthorized"; HTTP and RTSP: "Server returned 401 Unauthorized (authorization
    // failed)"; HTTP: "HTTP error 401 Unauthorized". RFC 7826 section 17.4 takes the numbers from HTTP.
    private static final Pattern STATUS =
            Pattern.compile("(?:Server returned|HTTP error|method [A-Z_]{3,20} failed:) (401|403|404)\\b");
    private static final Pattern USER = Pattern.compile("://[^/\\s]+@");

    /**
     * By what a run said that has put out nothing.
     *
     * @param inputs that it was to open, in this order
     * @param lines without passwords
     */
    static Optional<Refusal> of(List<MediaInput> inputs, List<String> lines) {
        String status = "";
        int opened = 0;
        for (String line : lines) {
            Matcher refused = STATUS.matcher(line);
            if (line.startsWith("Input #")) {
                opened++;
                status = "";
            } else if (refused.find()) {
                status = refused.group(1);
            }
        }
        // With all inputs open it was an output that was refused.
        return status.isEmpty() || opened >= inputs.size()
                ? Optional.empty()
                : Optional.of(of(inputs.get(opened).address(), status));
    }

    private static Refusal of(String address, String status) {
        boolean camera = address.toLowerCase(Locale.ROOT).startsWith("rtsp");
        String who = camera ? "the camera " : "the server of the input ";
        return switch (status) {
            case "401" ->
                new Refusal(
                        USER.matcher(address).find()
                                ? who + "refuses the login (401): check user and password in the input address"
                                : who + "wants a login (401): write user and password into the input address, as "
                                        + (camera ? "rtsp" : "http") + "://USER:PASSWORD@HOST/",
                        UNTIL_CHANGED);
            case "403" ->
                new Refusal(
                        who + "forbids the access (403): check the input address, and what its user may see",
                        UNTIL_CHANGED);
            default ->
                new Refusal(who + "has nothing at this path (404): check the path of the input address", UNTIL_THERE);
        };
    }
}
