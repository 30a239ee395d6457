package org.dragonfork.webrtc.sdp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dragonfork.webrtc.codec.MediaKind;

/**
 * A media section: an m-line and what follows it (RFC 8866 section 5.14).
 *
 * @param media {@code video}, {@code audio}, {@code application} or another token
 * @param port 0 to 65535
 * @param portCount number after the slash, 1 when there is none
 * @param protocol for instance {@code UDP/TLS/RTP/SAVPF}
 * @param formats payload types, or names for other protocols; at least one
 * @param lines the lines before the attributes, for instance c and b
 */
public record MediaDescription(
        String media,
        int port,
        int portCount,
        String protocol,
        List<String> formats,
        List<SdpLine> lines,
        Attributes attributes) {
    /** @throws IllegalArgumentException when the m-line made of these fields could not be read back */
    public MediaDescription {
        if (!SdpText.isToken(media)) {
            throw new IllegalArgumentException("the media type is no token");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is not in 0..65535");
        }
        if (portCount < 1 || portCount > 65_535) {
            throw new IllegalArgumentException("number of ports " + portCount + " is not in 1..65535");
        }
        if (protocol.isEmpty() || !SdpText.isToken(protocol.replace('/', '-'))) {
            throw new IllegalArgumentException("the protocol is not made of tokens and slashes");
        }
        formats = List.copyOf(formats);
        if (formats.isEmpty() || !formats.stream().allMatch(SdpText::isToken)) {
            throw new IllegalArgumentException("the formats are not a list of tokens");
        }
        lines = List.copyOf(lines);
    }

    /** Empty for anything but video and audio. */
    public Optional<MediaKind> kind() {
        for (MediaKind kind : MediaKind.values()) {
            if (kind.label().equals(media)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** The mapping of a payload type, also of those that RFC 3551 fixes without an attribute. */
    public Optional<RtpMap> rtpMap(int payloadType) {
        for (String value : attributes.all("rtpmap")) {
            Optional<RtpMap> map = RtpMap.read(value).filter(m -> m.payloadType() == payloadType);
            if (map.isPresent()) {
                return map;
            }
        }
        return kind().flatMap(kind -> RtpMap.fixed(kind, payloadType));
    }

    /** The format parameters of a payload type, several lines taken together, names in lower case; empty when none. */
    public Map<String, String> formatParameters(int payloadType) {
        var parameters = new LinkedHashMap<String, String>();
        for (String value : attributes.all("fmtp")) {
            FormatParameters.read(value)
                    .filter(line -> line.payloadType() == payloadType)
                    .ifPresent(line -> line.values().forEach(parameters::putIfAbsent));
        }
        return parameters;
    }

    /** Tells whether this feedback (for instance {@code nack pli}) is stated for the payload type or for all of them. */
    public boolean allowsFeedback(int payloadType, String feedback) {
        for (String value : attributes.all("rtcp-fb")) {
            int space = value.indexOf(' ');
            if (space > 0 && value.substring(space + 1).strip().equalsIgnoreCase(feedback)) {
                String subject = value.substring(0, space);
                if (subject.equals("*") || SdpText.number(subject, 127) == payloadType) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The text after {@code m=}. */
    String text() {
        String ports = portCount == 1 ? Integer.toString(port) : port + "/" + portCount;
        return media + " " + ports + " " + protocol + " " + String.join(" ", formats);
    }
}
