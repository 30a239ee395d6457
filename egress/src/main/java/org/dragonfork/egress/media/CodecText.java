package org.dragonfork.egress.media;

import java.util.List;
import java.util.stream.Collectors;
import org.dragonfork.webrtc.codec.Codec;

/** Codecs as a person reads them in a log line. */
final class CodecText {
    private CodecText() {}

    static String of(List<Codec> codecs) {
        return codecs.stream()
                .map(codec -> codec.profileText().isEmpty()
                        ? codec.encodingName()
                        : codec.encodingName() + " " + codec.profileText())
                .collect(Collectors.joining(", "));
    }
}
