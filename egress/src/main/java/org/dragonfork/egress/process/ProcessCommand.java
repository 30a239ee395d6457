package org.dragonfork.egress.process;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a process can be told to do. */
public enum ProcessCommand {
    /** Run from now on. */
    START,
    /** Do not run from now on; its viewers are sent away. */
    STOP,
    /** End the present run; whether another follows, and when, its reconnect settings say. */
    RESTART,
    /** Resolve its addresses anew and begin again if it shall run; its viewers are sent away. */
    RELOAD;

    /** The command of a word of the API; empty when it is none. */
    public static Optional<ProcessCommand> of(String word) {
        return Arrays.stream(values())
                .filter(command -> command.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }
}
