package org.dragonfork.egress.process;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How the tracks of a process get to its viewers. */
public enum WebrtcMode {
    /** Each track as it is if browsers can play it, else encoded anew; the input is probed before the start. */
    AUTO,
    /** Each track as it is. */
    COPY,
    /** Each track encoded anew. */
    TRANSCODE;

    /** The word of the API and the store. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The mode of a word; empty when it is none. */
    public static Optional<WebrtcMode> of(String label) {
        return Arrays.stream(values())
                .filter(mode -> mode.label().equals(label))
                .findFirst();
    }
}
