package org.dragonfork.webrtc.sdp;

import java.util.List;

/** Writes session descriptions with CRLF line ends (RFC 8866 section 5). */
public final class SdpWriter {
    private SdpWriter() {}

    public static String write(SessionDescription session) {
        var text = new StringBuilder(4096);
        line(text, 'v', "0");
        line(text, 'o', session.origin().text());
        line(text, 's', session.name());
        lines(text, session.lines(), session.attributes());
        media(text, session.media());
        return text.toString();
    }

    static void media(StringBuilder text, List<MediaDescription> sections) {
        for (MediaDescription section : sections) {
            line(text, 'm', section.text());
            lines(text, section.lines(), section.attributes());
        }
    }

    static void lines(StringBuilder text, List<SdpLine> lines, Attributes attributes) {
        lines.forEach(line -> line(text, line.type(), line.value()));
        attributes.list().forEach(attribute -> line(text, 'a', attribute.text()));
    }

    private static void line(StringBuilder text, char type, String value) {
        text.append(type).append('=').append(value).append("\r\n");
    }
}
