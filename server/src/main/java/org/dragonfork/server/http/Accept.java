package org.dragonfork.server.http;

import java.util.Locale;
import java.util.Optional;

/** Content negotiation (RFC 9110 section 12.5): of the forms of an error, of the forms of the metrics, of gzip. */
final class Accept {
    private Accept() {}

    /** Whether plain text is wanted more than JSON; equal wishes get JSON. */
    static boolean prefersPlainText(String accept) {
        double json = Math.max(quality(accept, "application", "problem+json"), quality(accept, "application", "json"));
        return quality(accept, "text", "plain") > json;
    }

    /**
     * Whether an SDP counter-offer may stand where an error would: the client takes SDP and names no form of an error that
     * it wants more.
     */
    static boolean takesCounterOffer(String accept) {
        double sdp = quality(accept, "application", "sdp");
        double error = Math.max(
                Math.max(quality(accept, "application", "problem+json"), quality(accept, "application", "json")),
                quality(accept, "text", "plain"));
        return sdp > 0 && sdp >= error;
    }

    /** Whether the client takes gzip: named with a weight above 0, or covered by the star. */
    static boolean takesGzip(String acceptEncoding) {
        double star = 0;
        for (String coding : acceptEncoding.split(",", -1)) {
            String[] parts = coding.split(";", -1);
            String name = parts[0].strip().toLowerCase(Locale.ROOT);
            if (name.equals("gzip") || name.equals("x-gzip")) {
                return weight(parts) > 0;
            }
            if (name.equals("*")) {
                star = weight(parts);
            }
        }
        return star > 0;
    }

    /**
     * The weight of a media type of some version: the best of the most specific ranges that match, 0 when none does. A range
     * that names no version covers all, one that names another does not match.
     */
    static double quality(String accept, String type, String subtype, String version) {
        int bestPrecision = -1;
        double quality = 0;
        for (String range : accept.split(",", -1)) {
            String[] parts = range.split(";", -1);
            int precision = precision(parts[0].strip().toLowerCase(Locale.ROOT), type, subtype);
            if (precision < 0 || !parameter(parts, "version").orElse(version).equals(version)) {
                continue;
            }
            if (precision > bestPrecision) {
                bestPrecision = precision;
                quality = weight(parts);
            } else if (precision == bestPrecision) {
                quality = Math.max(quality, weight(parts));
            }
        }
        return quality;
    }

    /** The weight of a media type: that of the most specific range that matches, 0 when none does. */
    private static double quality(String accept, String type, String subtype) {
        int bestPrecision = -1;
        double quality = 0;
        for (String range : accept.split(",", -1)) {
            String[] parts = range.split(";", -1);
            int precision = precision(parts[0].strip().toLowerCase(Locale.ROOT), type, subtype);
            if (precision > bestPrecision) {
                bestPrecision = precision;
                quality = weight(parts);
            }
        }
        return quality;
    }

    private static int precision(String range, String type, String subtype) {
        if (range.equals(type + "/" + subtype)) {
            return 2;
        }
        if (range.equals(type + "/*")) {
            return 1;
        }
        return range.equals("*/*") ? 0 : -1;
    }

    private static double weight(String[] parts) {
        return parameter(parts, "q").map(Accept::number).orElse(1.0);
    }

    private static Optional<String> parameter(String[] parts, String name) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
            if (parameter.startsWith(name + "=")) {
                return Optional.of(
                        parameter.substring(name.length() + 1).strip().replace("\"", ""));
            }
        }
        return Optional.empty();
    }

    /** RFC 9110 section 12.4.2: 0 to 1 with up to three decimals; anything else counts as not wanted. */
    private static double number(String text) {
        return text.matches("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?") ? Double.parseDouble(text) : 0;
    }
}
