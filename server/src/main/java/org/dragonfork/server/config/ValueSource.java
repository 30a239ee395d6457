package org.dragonfork.server.config;

/** Where the value of a key came from; what stands first counts most. */
public enum ValueSource {
    COMMAND_LINE("command line"),
    ENVIRONMENT("environment"),
    DOT_ENV(".env"),
    FILE("file"),
    GENERATED("made at this start"),
    DEFAULT("default");

    private final String label;

    ValueSource(String label) {
        this.label = label;
    }

    /** The name for people. */
    public String label() {
        return label;
    }
}
