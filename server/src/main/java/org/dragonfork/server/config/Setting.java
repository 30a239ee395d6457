package org.dragonfork.server.config;

import java.util.List;

/**
 * One key with the value that counts, for people to look at.
 *
 * @param variable its environment variable
 * @param parts the value, of a list its parts; a secret is not in it
 * @param source where the value came from, for instance {@code CORE_ADDRESS}
 * @param override whether something else than the file gave it
 * @param hasEffect false for keys of the original that do nothing here
 */
public record Setting(
        String key,
        String variable,
        List<String> parts,
        ValueForm form,
        String source,
        boolean override,
        boolean hasEffect) {
    /** What stands in place of a secret. */
    static final String MASK = "***";

    public Setting {
        parts = List.copyOf(parts);
    }

    /** The value in one line. */
    public String text() {
        return String.join(form.separator().isEmpty() ? "" : form.separator(), parts);
    }

    static Setting of(ConfigKey key, GivenValue value) {
        String where = switch (value.source()) {
            case DEFAULT, GENERATED, FILE, COMMAND_LINE -> value.source().label();
            case ENVIRONMENT, DOT_ENV -> value.where();
        };
        boolean hidden = key.isSecret() && !value.text(key).isEmpty();
        boolean override = switch (value.source()) {
            case COMMAND_LINE, ENVIRONMENT, DOT_ENV -> true;
            case FILE, GENERATED, DEFAULT -> false;
        };
        return new Setting(
                key.key(),
                key.environmentName(),
                hidden ? List.of(MASK) : value.parts(),
                key.form(),
                where,
                override,
                true);
    }

    /** A key that does nothing; its value is shown when it is plain and may be no secret. */
    static Setting of(InertKey key, FileContent file) {
        List<String> parts = file.inert().getOrDefault(key.key(), List.of());
        boolean secret = key.key().endsWith("password")
                || key.key().endsWith("token")
                || key.key().endsWith("passphrase");
        boolean inFile = !parts.isEmpty();
        List<String> usual =
                key.form().isList() || key.fixedDefault().isEmpty() ? List.of() : List.of(key.fixedDefault());
        return new Setting(
                key.key(),
                key.environmentName(),
                secret && inFile ? List.of(MASK) : inFile ? parts : usual,
                key.form(),
                inFile ? ValueSource.FILE.label() : ValueSource.DEFAULT.label(),
                false,
                false);
    }
}
