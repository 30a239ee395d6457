package org.dragonfork.webrtc.sdp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The descriptions in {@code src/test/resources/offers}, with the CRLF their senders wrote. */
final class OfferFiles {
    static final String CHROMIUM = "chromium-156-video-audio";
    static final String CHROMIUM_AUDIO_FIRST = "chromium-156-audio-video";
    static final String CHROMIUM_AUDIO = "chromium-156-audio";
    static final String CHROMIUM_DATA = "chromium-156-video-audio-data";
    static final String FIREFOX = "firefox-153-video-audio";
    static final String FIREFOX_H264 = "firefox-h264-video-audio";
    static final String BUNDLE_ONLY = "max-bundle-bundle-only";

    static final List<String> WITH_H264_AND_OPUS = List.of(
            CHROMIUM,
            CHROMIUM_AUDIO_FIRST,
            CHROMIUM_DATA,
            FIREFOX_H264,
            "safari-video-audio",
            "gstreamer-whepsrc",
            "libdatachannel",
            "aiortc",
            "werift",
            BUNDLE_ONLY);

    static final List<String> WITHOUT_H264 =
            List.of(FIREFOX, "firefox-153-audio-video", "firefox-153-video-audio-data", CHROMIUM_AUDIO);

    private OfferFiles() {}

    static List<String> all() {
        return Stream.concat(WITH_H264_AND_OPUS.stream(), WITHOUT_H264.stream()).toList();
    }

    static String read(String name) {
        try (InputStream in = OfferFiles.class.getResourceAsStream("/offers/" + name + ".sdp")) {
            if (in == null) {
                throw new IllegalArgumentException("no offer named " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\n", "\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
