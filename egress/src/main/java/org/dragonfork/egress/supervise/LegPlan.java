package org.dragonfork.egress.supervise;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.dragonfork.webrtc.codec.MediaKind;

/**
 * What the legs of a process carry, track by track (decision D14). Made when a start is ordered, and kept while FFmpeg
 * crashes and comes back.
 *
 * @param probed whether FFmpeg had looked at the tracks
 */
public record LegPlan(TrackPlan video, TrackPlan audio, boolean probed) {
    private static final String AS_CONFIGURED = "as configured";
    private static final String NOT_ASKED_FOR = "not asked for";

    /** For legs about which nothing is to be decided. */
    public static LegPlan asConfigured(WebrtcLegs legs) {
        return decide(legs, _ -> TrackPlan.transcode("", AS_CONFIGURED), false);
    }

    /**
     * For an input that cannot be looked at beforehand: encoding is right for every codec.
     *
     * @param why it cannot be looked at, one line
     */
    public static LegPlan unprobed(WebrtcLegs legs, String why) {
        return decide(legs, _ -> TrackPlan.transcode("", why), false);
    }

    /** By what FFmpeg found in the inputs: copied if browsers can play it, else encoded; no leg without a track. */
    public static LegPlan of(WebrtcLegs legs, List<ProbedStream> streams) {
        return decide(
                legs, kind -> track(kind, kind == MediaKind.VIDEO ? legs.videoMap() : legs.audioMap(), streams), true);
    }

    /** The legs as this plan has them; empty when it has none. */
    public Optional<WebrtcLegs> applyTo(WebrtcLegs legs) {
        if (kinds().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(legs.withKinds(video.exists(), audio.exists()).withModes(video.mode(), audio.mode()));
    }

    /** The same legs, all of them encoded. */
    public LegPlan withoutCopies() {
        return new LegPlan(video.encoded(), audio.encoded(), probed);
    }

    /** Kinds of the legs that there are. */
    public Set<MediaKind> kinds() {
        Set<MediaKind> kinds = EnumSet.noneOf(MediaKind.class);
        if (video.exists()) {
            kinds.add(MediaKind.VIDEO);
        }
        if (audio.exists()) {
            kinds.add(MediaKind.AUDIO);
        }
        return kinds;
    }

    /** One line for a person. */
    public String describe() {
        return "video: " + video.choice().label() + " (" + video.why() + "), audio: "
                + audio.choice().label() + " (" + audio.why() + ")";
    }

    private static LegPlan decide(WebrtcLegs legs, Function<MediaKind, TrackPlan> auto, boolean probed) {
        return new LegPlan(
                legs.video() ? decide(legs.videoMode(), MediaKind.VIDEO, auto) : TrackPlan.none(NOT_ASKED_FOR),
                legs.audio() ? decide(legs.audioMode(), MediaKind.AUDIO, auto) : TrackPlan.none(NOT_ASKED_FOR),
                probed);
    }

    private static TrackPlan decide(LegMode mode, MediaKind kind, Function<MediaKind, TrackPlan> auto) {
        return switch (mode) {
            case AUTO -> auto.apply(kind);
            case COPY, PASS -> TrackPlan.copy("", AS_CONFIGURED);
            case TRANSCODE -> TrackPlan.transcode("", AS_CONFIGURED);
        };
    }

    private static TrackPlan track(MediaKind kind, String map, List<ProbedStream> streams) {
        Optional<TrackMap> place = TrackMap.parse(map);
        if (place.isEmpty()) {
            return TrackPlan.transcode("", "the map " + map + " is not one that can be looked up");
        }
        Optional<ProbedStream> found = place.get().find(streams);
        if (found.isEmpty() || !found.get().type().equals(kind.label())) {
            return TrackPlan.none("the input has no " + kind.label() + " at " + map);
        }
        return switch (kind) {
            case VIDEO -> BrowserCodecs.video(found.get());
            case AUDIO -> BrowserCodecs.audio(found.get());
        };
    }
}
