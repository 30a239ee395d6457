package org.dragonfork.egress.supervise;

import java.util.Locale;

/**
 * What one leg carries.
 *
 * @param codec of the input's track as FFmpeg calls it, empty when it is not known
 * @param why one line for a person
 */
public record TrackPlan(Choice choice, String codec, String why) {
    /** What becomes of a track. */
    public enum Choice {
        /** It is sent as it is. */
        COPY,
        /** It is encoded anew. */
        TRANSCODE,
        /** There is no such leg. */
        NONE;

        /** The word of the API and the log. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static TrackPlan copy(String codec, String why) {
        return new TrackPlan(Choice.COPY, codec, why);
    }

    static TrackPlan transcode(String codec, String why) {
        return new TrackPlan(Choice.TRANSCODE, codec, why);
    }

    static TrackPlan none(String why) {
        return new TrackPlan(Choice.NONE, "", why);
    }

    /** Whether there is a leg. */
    public boolean exists() {
        return choice != Choice.NONE;
    }

    /** The same of an input that is known from its last run only: encoded anew if it is sent at all. */
    TrackPlan encoded() {
        return switch (choice) {
            case COPY -> transcode(codec, "the input cannot be looked at before it runs");
            case TRANSCODE -> this;
            case NONE -> none(why + ", and is taken from the next sender that has it");
        };
    }

    /** How FFmpeg is told. */
    LegMode mode() {
        return switch (choice) {
            case COPY -> codec.isEmpty() || codec.equals("h264") ? LegMode.COPY : LegMode.PASS;
            case TRANSCODE, NONE -> LegMode.TRANSCODE;
        };
    }
}
