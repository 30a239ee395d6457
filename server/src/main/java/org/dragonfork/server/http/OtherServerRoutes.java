package org.dragonfork.server.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /api/v3/rtmp} and {@code /api/v3/srt}: the original has servers for these two. This one has not, FFmpeg listens
 * instead, so the lists of their streams are empty.
 */
public final class OtherServerRoutes implements Routes {
    private static final List<String> RTMP = List.of("api", "v3", "rtmp");
    private static final List<String> SRT = List.of("api", "v3", "srt");

    @Override
    public Optional<Resource> at(List<String> path) {
        if (path.equals(RTMP)) {
            return Optional.of(Resource.readOnly(request -> ApiReplies.json(request, List.of())));
        }
        return path.equals(SRT)
                ? Optional.of(Resource.readOnly(request -> ApiReplies.json(request, noChannels())))
                : Optional.empty();
    }

    private static Map<String, Object> noChannels() {
        Map<String, Object> channels = new LinkedHashMap<>();
        for (String name : List.of("publisher", "subscriber", "connections", "log")) {
            channels.put(name, Map.of());
        }
        return channels;
    }
}
