package org.dragonfork.server.config;

/** How the value of a key is written: in the file as JSON, in a variable as text. */
public enum ValueForm {
    TEXT(""),
    NUMBER(""),
    /** A boolean, spelt as Go spells them, which is what the original reads. */
    FLAG(""),
    /** A list, separated by commas in a variable. */
    LIST(","),
    /** A list, separated by blanks in a variable. */
    WORDS(" ");

    private final String separator;

    ValueForm(String separator) {
        this.separator = separator;
    }

    /** What stands between the parts of a list; empty when it is none. */
    String separator() {
        return separator;
    }

    boolean isList() {
        return !separator.isEmpty();
    }
}
