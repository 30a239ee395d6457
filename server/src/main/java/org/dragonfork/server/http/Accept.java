package org.dragonfork.server.http;

import java.util.Locale;

/** Content negotiation between the two forms of an error (RFC 9110 section 12.5.1). */
final class Accept {
    private Accept() {}

    /** Whether plain text is wanted more than JSON; equal wishes get JSON. */
    static boolean prefersPlainText(String accept) {
        double json = Math.max(quality(accept, "application", "problem+json"), quality(accept, "application", "json"));
        return quality(accept, "text", "plain") > json;
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
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
            if (parameter.startsWith("q=")) {
                return number(parameter.substring(2).strip());
            }
        }
        return 1;
    }

    /** RFC 9110 section 12.4.2: 0 to 1 with up to three decimals; anything else counts as not wanted. */
    private static double number(String text) {
        return text.matches("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?") ? Double.parseDouble(text) : 0;
    }
}
