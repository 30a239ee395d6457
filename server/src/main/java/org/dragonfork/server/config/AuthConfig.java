package org.dragonfork.server.config;

/**
 * Everything under {@code api.auth.}; {@link ConfigKey} says what each means.
 *
 * @param username empty for none, which is only possible while the login is off
 * @param password empty for none, which is only possible while the login is off; not printed
 * @param jwtSecret signs the tokens, never empty; not printed
 */
public record AuthConfig(
        boolean enabled, boolean disableLocalhost, String username, String password, String jwtSecret) {
    /** @throws IllegalArgumentException when the login is on and its name, its password or the secret is missing */
    public AuthConfig {
        if (jwtSecret.isEmpty()) {
            throw new IllegalArgumentException("there is no secret for tokens");
        }
        if (enabled && (username.isEmpty() || password.isEmpty())) {
            throw new IllegalArgumentException("a login has a name and a password");
        }
    }

    @Override
    public String toString() {
        return "AuthConfig[enabled=" + enabled + ", disableLocalhost=" + disableLocalhost + "]";
    }
}
