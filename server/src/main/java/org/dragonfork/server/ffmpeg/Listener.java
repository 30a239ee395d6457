package org.dragonfork.server.ffmpeg;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dragonfork.egress.supervise.ProcessSpec.MediaInput;

/**
 * An input at which FFmpeg waits for somebody who sends, as OBS does.
 *
 * @param publicAddress where the sender sends to, with {@code HOST} for an address of this machine; without what stands behind
 *     a question mark, which may be a passphrase
 * @param port which FFmpeg binds, 0 when it is not known
 * @param overTcp whether FFmpeg waits for a TCP connection
 */
record Listener(String publicAddress, int port, boolean overTcp) {
    private static final Pattern ASKS = Pattern.compile("[?&](?:listen(?:=[1-9]\\d*)?|mode=listener)(?:&|$)");
    private static final Pattern ADDRESS = Pattern.compile(
            "(?<scheme>[a-z]+)://(?:[^/?@]*@)?(?<host>\\[[^]/]*]|[^:/?]*)(?::(?<port>\\d{1,5}))?(?<path>[^?]*)");
    private static final Set<String> ANY = Set.of("", "0.0.0.0", "[::]");
    private static final int RTMP_PORT = 1935;

    /** Whether this input waits for a sender. */
    static boolean isMeant(MediaInput input) {
        List<String> options = input.options();
        String listen = UnseenInput.after(options, "-listen");
        return ASKS.matcher(input.address().toLowerCase(Locale.ROOT)).find()
                || !(listen.isEmpty() || listen.equals("0"))
                || UnseenInput.after(options, "-mode").equals("listener")
                || UnseenInput.after(options, "-rtsp_flags").contains("listen");
    }

    /** The first of the inputs that waits for a sender, as FFmpeg opens one after the other. */
    static Optional<Listener> among(List<MediaInput> inputs) {
        return inputs.stream().filter(Listener::isMeant).findFirst().flatMap(Listener::at);
    }

    private static Optional<Listener> at(MediaInput input) {
        Matcher parts = ADDRESS.matcher(input.address());
        if (!parts.lookingAt()) {
            return Optional.empty();
        }
        String scheme = parts.group("scheme");
        String port = parts.group("port");
        String host = ANY.contains(parts.group("host")) ? "HOST" : parts.group("host");
        return Optional.of(new Listener(
                scheme + "://" + host + (port == null ? "" : ":" + port) + parts.group("path"),
                port == null ? scheme.equals("rtmp") ? RTMP_PORT : 0 : Integer.parseInt(port),
                !scheme.equals("srt")));
    }

    /**
     * Whether nobody has come yet; for a run that has not opened its outputs. FFmpeg closes a TCP listener as soon as one
     * client is there: who connects and then says nothing keeps others out, so waiting is over then. Of UDP nothing can be
     * seen.
     */
    boolean isWaiting() {
        return !overTcp || ListeningPorts.include(port);
    }
}
