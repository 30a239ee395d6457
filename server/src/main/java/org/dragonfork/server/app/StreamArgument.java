package org.dragonfork.server.app;

import java.util.regex.Pattern;
import org.dragonfork.egress.event.StreamId;

/**
 * A stream named on the command line.
 *
 * @param address what FFmpeg reads, an address or a file; a password in it is not printed
 */
record StreamArgument(StreamId id, String address, StreamMode mode) {
    private static final Pattern USER_INFORMATION = Pattern.compile("(?<=://)[^/?#]*@");

    /**
     * Reads {@code ID=ADDRESS}; the first equals sign separates.
     *
     * @throws IllegalArgumentException with one line for a person
     */
    static StreamArgument parse(String text, StreamMode mode) {
        int separator = text.indexOf('=');
        if (separator < 0 || separator == text.length() - 1) {
            throw new IllegalArgumentException(
                    "a stream is given as ID=ADDRESS, for instance" + " --stream door=rtsp://192.168.1.20/live");
        }
        String id = text.substring(0, separator);
        if (!StreamId.isValid(id)) {
            throw new IllegalArgumentException("'" + id + "' cannot be the id of a stream: 1 to " + StreamId.MAX_LENGTH
                    + " characters, none of them a slash, a blank or a control character");
        }
        return new StreamArgument(new StreamId(id), text.substring(separator + 1), mode);
    }

    @Override
    public String toString() {
        return id + "=" + USER_INFORMATION.matcher(address).replaceAll("***@") + " (" + mode + ")";
    }
}
