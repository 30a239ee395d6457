package org.dragonfork.server.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.dragonfork.egress.event.WhepRoute;

/** The closed sets of label values. A value from outside never gets into a label. */
final class Words {
    static final String CONNECTED = "connected";
    static final String FAILED = "failed";

    /** Values of {@code result}. */
    static final List<String> RESULTS = List.of(CONNECTED, FAILED);

    static final String QUEUE_FULL = "queue_full";
    static final String SEND_ERROR = "send_error";
    static final String RING_OVERRUN = "ring_overrun";

    /** Values of {@code reason} of dropped packets. */
    static final List<String> DROP_REASONS = List.of(QUEUE_FULL, SEND_ERROR, RING_OVERRUN);

    static final String BUFFER_FULL = "buffer_full";
    static final String NO_BUFFERS = "no_buffers";
    static final String TOO_LARGE = "too_large";
    static final String UNREACHABLE = "unreachable";

    /** Values of {@code reason} of datagrams that did not leave. */
    static final List<String> SEND_REASONS = List.of(BUFFER_FULL, NO_BUFFERS, TOO_LARGE, UNREACHABLE);

    static final String NACK = "nack";
    static final String PLI = "pli";
    static final String FIR = "fir";

    /** Values of {@code type}. */
    static final List<String> FEEDBACK_TYPES = List.of(NACK, PLI, FIR);

    static final String SDP = "sdp";
    static final String ICE = "ice";
    static final String DTLS = "dtls";
    static final String FIRST_PACKET = "first_packet";

    /** Values of {@code phase}; candidates are not gathered for each viewer. */
    static final List<String> PHASES = List.of(SDP, ICE, DTLS, FIRST_PACKET);

    /** Value of {@code code} for a status that is in no list here. */
    static final String OTHER_CODE = "other";

    /** Status codes that a request on a registered stream can get; they start at zero with the stream. */
    private static final List<String> SUBSCRIBE_CODES =
            List.of("201", "400", "401", "403", "406", "408", "409", "413", "415", "422", "500", "503", "504");

    private static final List<String> TRICKLE_CODES =
            List.of("200", "204", "400", "401", "403", "404", "408", "412", "413", "415", "422", "428", "500");

    private static final List<String> UNSUBSCRIBE_CODES = List.of("204", "401", "403", "500");

    /** Codes that come without a stream, or of a race with its removal. */
    private static final List<String> RARE_CODES = List.of("404", "405", "429");

    private static final Set<String> CODES = codes();

    private Words() {}

    /** The codes that start at zero for a route of a stream. */
    static List<String> startingCodes(WhepRoute route) {
        return switch (route) {
            case SUBSCRIBE -> SUBSCRIBE_CODES;
            case TRICKLE -> TRICKLE_CODES;
            case UNSUBSCRIBE -> UNSUBSCRIBE_CODES;
        };
    }

    /** The codes that start at zero for a route of no stream: what a stranger, or a mistaken link, gets. */
    static List<String> startingCodesOfNoStream(WhepRoute route) {
        return switch (route) {
            case SUBSCRIBE, TRICKLE -> List.of("401", "403", "404", "429");
            case UNSUBSCRIBE -> List.of("204", "401", "403", "429");
        };
    }

    /** The value of {@code code} for a status. */
    static String code(int status) {
        String text = Integer.toString(status);
        return CODES.contains(text) ? text : OTHER_CODE;
    }

    /** The constant in lower case. */
    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** All constants in lower case. */
    static List<String> all(Enum<?>[] values) {
        return Arrays.stream(values).map(Words::of).toList();
    }

    private static Set<String> codes() {
        var all = new TreeSet<>(RARE_CODES);
        all.addAll(SUBSCRIBE_CODES);
        all.addAll(TRICKLE_CODES);
        all.addAll(UNSUBSCRIBE_CODES);
        return Set.copyOf(all);
    }
}
