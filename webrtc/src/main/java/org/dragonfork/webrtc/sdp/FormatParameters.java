package org.dragonfork.webrtc.sdp;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One {@code a=fmtp} line (RFC 8866 section 6.15) in the {@code name=value; name=value} form RTP payload formats use.
 *
 * @param values names in lower case, in order; a part without equals sign has the value ""
 */
public record FormatParameters(int payloadType, Map<String, String> values) {
    public FormatParameters {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Reads an attribute value; empty when it does not start with a payload type. */
    public static Optional<FormatParameters> read(String value) {
        String[] typeAndRest = value.strip().split(" +", 2);
        int payloadType = SdpText.number(typeAndRest[0], 127);
        if (payloadType < 0 || typeAndRest.length < 2) {
            return Optional.empty();
        }
        var values = new LinkedHashMap<String, String>();
        for (String part : typeAndRest[1].split(";", -1)) {
            int equals = part.indexOf('=');
            String name =
                    (equals < 0 ? part : part.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
            if (!name.isEmpty()) {
                values.putIfAbsent(
                        name, equals < 0 ? "" : part.substring(equals + 1).strip());
            }
        }
        return Optional.of(new FormatParameters(payloadType, values));
    }
}
