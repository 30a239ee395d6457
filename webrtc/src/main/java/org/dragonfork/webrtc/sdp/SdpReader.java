package org.dragonfork.webrtc.sdp;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads session descriptions (RFC 8866). Line ends may be LF; attributes may stand among the other lines of their
 * section; attributes nobody knows are kept.
 */
public final class SdpReader {
    /** Four times the sections of a video call with screen sharing; a player offers two or three. */
    static final int MAX_MEDIA = 32;

    private SdpReader() {}

    /** @throws SdpSyntaxException when the text is not SDP or is larger than a limit */
    public static SessionDescription read(String text) {
        List<SdpLine> lines = SdpText.lines(text);
        if (lines.isEmpty()) {
            throw new SdpSyntaxException(0, "empty");
        }
        int firstMedia = nextMedia(lines, 0);
        expect(lines, 0, 'v');
        if (!lines.getFirst().value().equals("0")) {
            throw new SdpSyntaxException(1, "the version is not 0");
        }
        expect(lines, 1, 'o');
        expect(lines, 2, 's');
        List<SdpLine> others = otherLines(lines, 3, firstMedia);
        if (others.stream().noneMatch(line -> line.type() == 't')) {
            throw new SdpSyntaxException(Math.min(firstMedia + 1, lines.size()), "no t= line before it");
        }
        return new SessionDescription(
                origin(lines.get(1).value()),
                lines.get(2).value(),
                others,
                attributes(lines, 3, firstMedia),
                media(lines, firstMedia));
    }

    static List<MediaDescription> media(List<SdpLine> lines, int firstMedia) {
        var media = new ArrayList<MediaDescription>();
        int at = firstMedia;
        while (at < lines.size()) {
            if (media.size() == MAX_MEDIA) {
                throw new SdpSyntaxException(at + 1, "more than " + MAX_MEDIA + " media sections");
            }
            int end = nextMedia(lines, at + 1);
            media.add(section(lines, at, end));
            at = end;
        }
        return media;
    }

    static Attributes attributes(List<SdpLine> lines, int from, int to) {
        var attributes = new ArrayList<Attribute>();
        for (int i = from; i < to; i++) {
            if (lines.get(i).type() == 'a') {
                String text = lines.get(i).value();
                int colon = text.indexOf(':');
                String name = colon < 0 ? text.stripTrailing() : text.substring(0, colon);
                if (!SdpText.isToken(name)) {
                    throw new SdpSyntaxException(i + 1, "the attribute name is no token");
                }
                attributes.add(new Attribute(name, colon < 0 ? "" : text.substring(colon + 1)));
            }
        }
        return new Attributes(attributes);
    }

    static int nextMedia(List<SdpLine> lines, int from) {
        int at = from;
        while (at < lines.size() && lines.get(at).type() != 'm') {
            at++;
        }
        return at;
    }

    private static MediaDescription section(List<SdpLine> lines, int start, int end) {
        List<String> fields = SdpText.words(lines.get(start).value());
        if (fields.size() < 4) {
            throw new SdpSyntaxException(start + 1, "an m-line has a media type, a port, a protocol and formats");
        }
        String[] ports = fields.get(1).split("/", 2);
        try {
            return new MediaDescription(
                    fields.get(0),
                    SdpText.number(ports[0], 65_535),
                    ports.length < 2 ? 1 : SdpText.number(ports[1], 65_535),
                    fields.get(2),
                    fields.subList(3, fields.size()),
                    otherLines(lines, start + 1, end),
                    attributes(lines, start + 1, end));
        } catch (IllegalArgumentException e) {
            throw new SdpSyntaxException(start + 1, String.valueOf(e.getMessage()));
        }
    }

    private static List<SdpLine> otherLines(List<SdpLine> lines, int from, int to) {
        var others = new ArrayList<SdpLine>();
        for (int i = from; i < to; i++) {
            char type = lines.get(i).type();
            if (type == 'v' || type == 'o' || type == 's') {
                throw new SdpSyntaxException(i + 1, "a second " + type + "= line");
            }
            if (type != 'a') {
                others.add(lines.get(i));
            }
        }
        return others;
    }

    private static Origin origin(String value) {
        List<String> fields = SdpText.words(value);
        if (fields.size() != 6) {
            throw new SdpSyntaxException(2, "an o= line has six fields");
        }
        try {
            return new Origin(fields.get(0), fields.get(1), fields.get(2), fields.get(3), fields.get(4), fields.get(5));
        } catch (IllegalArgumentException e) {
            throw new SdpSyntaxException(2, String.valueOf(e.getMessage()));
        }
    }

    private static void expect(List<SdpLine> lines, int index, char type) {
        if (index >= lines.size() || lines.get(index).type() != type) {
            throw new SdpSyntaxException(Math.min(index + 1, lines.size()), "a " + type + "= line is expected here");
        }
    }
}
