package org.dragonfork.server.http;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Answers that are files, with the media type that their name says. */
final class FileReplies {
    /** RFC 9110 section 5.6.7. */
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final String ANY = "application/octet-stream";

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("htm", "text/html; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("xml", "application/xml"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("m3u8", "application/vnd.apple.mpegurl"),
            Map.entry("ts", "video/mp2t"),
            Map.entry("mpd", "application/dash+xml"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("m4s", "video/iso.segment"),
            Map.entry("m4a", "audio/mp4"),
            Map.entry("mkv", "video/matroska"),
            Map.entry("webm", "video/webm"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("aac", "audio/aac"),
            Map.entry("ogg", "audio/ogg"),
            Map.entry("opus", "audio/ogg"),
            Map.entry("wav", "audio/wav"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("woff2", "font/woff2"));

    private FileReplies() {}

    /**
     * A file, which is not for keeping: it may be a playlist that is written anew each second.
     *
     * @param name its last name
     */
    static Reply of(String name, FileBody body) {
        List<Header> headers = new ArrayList<>(List.of(
                new Header("Content-Type", type(name)),
                new Header("Last-Modified", HTTP_DATE.format(body.modified().toInstant())),
                new Header("Cache-Control", "no-cache"),
                new Header("X-Content-Type-Options", "nosniff"),
                // Not one of our pages: its scripts must not get at what those keep in the browser.
                new Header("Content-Security-Policy", "sandbox allow-scripts allow-forms allow-popups")));
        return Reply.file(headers, body);
    }

    static String type(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? ANY : TYPES.getOrDefault(name.substring(dot + 1).toLowerCase(Locale.ROOT), ANY);
    }
}
