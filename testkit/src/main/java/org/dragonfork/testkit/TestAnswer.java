package org.dragonfork.testkit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.dragonfork.webrtc.dtls.CertificateFingerprint;
import org.dragonfork.webrtc.ice.IceCredentials;

/**
 * What a viewer needs of an answer, picked out line by line and on purpose without the product's own SDP reader.
 *
 * @param candidates host candidates, best first
 */
public record TestAnswer(
        String text,
        IceCredentials credentials,
        CertificateFingerprint fingerprint,
        List<InetSocketAddress> candidates) {

    /** Reads an answer or a restart fragment; a fragment has no fingerprint, so {@code fallback} stands in. */
    public static TestAnswer read(String text, CertificateFingerprint fallback) {
        List<String> lines = text.lines().toList();
        String fingerprint = lines.stream()
                .filter(line -> line.startsWith("a=fingerprint:"))
                .map(line -> line.substring("a=fingerprint:".length()))
                .findFirst()
                .orElse(fallback.algorithm() + " " + fallback.value());
        return new TestAnswer(
                text,
                new IceCredentials(value(lines, "a=ice-ufrag:"), value(lines, "a=ice-pwd:")),
                new CertificateFingerprint(
                        fingerprint.substring(0, fingerprint.indexOf(' ')),
                        fingerprint.substring(fingerprint.indexOf(' ') + 1)),
                lines.stream()
                        .filter(line -> line.startsWith("a=candidate:"))
                        .map(TestAnswer::candidate)
                        .distinct()
                        .toList());
    }

    private static String value(List<String> lines, String prefix) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the answer has no " + prefix));
    }

    private static InetSocketAddress candidate(String line) {
        List<String> fields = List.of(line.split(" "));
        return new InetSocketAddress(InetAddress.ofLiteral(fields.get(4)), Integer.parseInt(fields.get(5)));
    }
}
