package org.dragonfork.server.config;

import static org.dragonfork.server.config.ConfigKey.API_ACCESS_HTTP_ALLOW;
import static org.dragonfork.server.config.ConfigKey.API_ACCESS_HTTP_BLOCK;
import static org.dragonfork.server.config.ConfigKey.API_AUTH_DISABLE_LOCALHOST;
import static org.dragonfork.server.config.ConfigKey.API_AUTH_ENABLE;
import static org.dragonfork.server.config.ConfigKey.API_AUTH_JWT_SECRET;
import static org.dragonfork.server.config.ConfigKey.API_AUTH_PASSWORD;
import static org.dragonfork.server.config.ConfigKey.API_AUTH_USERNAME;
import static org.dragonfork.server.config.ConfigKey.API_READ_ONLY;
import static org.dragonfork.server.config.ConfigKey.API_TRUSTED_PROXIES;

import java.util.List;
import java.util.regex.Pattern;

/** Reads what stands under {@code api.}. */
final class ApiReader {
    private static final Pattern LOGIN_NAME = Pattern.compile("\\P{Cntrl}{1,100}");

    private static final Pattern PASSWORD = Pattern.compile("\\P{Cntrl}{1,500}");

    /** The original makes secrets of 32 characters; 16 random ones are still beyond guessing. */
    private static final Pattern SECRET = Pattern.compile("\\P{Cntrl}{16,500}");

    /** Stands in for a secret that cannot be used; the server does not start with it. */
    private static final String NONE = "unusable";

    private final ConfigValues values;

    ApiReader(ConfigValues values) {
        this.values = values;
    }

    ApiConfig read() {
        var access = new AccessConfig(
                values.parsedList(API_ACCESS_HTTP_ALLOW, AddressRange::parse),
                values.parsedList(API_ACCESS_HTTP_BLOCK, AddressRange::parse));
        boolean readOnly = values.flag(API_READ_ONLY);
        List<AddressRange> proxies = values.parsedList(API_TRUSTED_PROXIES, AddressRange::parse);
        return new ApiConfig(readOnly, access, proxies, auth());
    }

    private AuthConfig auth() {
        boolean enabled = values.flag(API_AUTH_ENABLE);
        boolean disableLocalhost = values.flag(API_AUTH_DISABLE_LOCALHOST);
        String name = values.checked(API_AUTH_USERNAME, LOGIN_NAME);
        String password = values.checked(API_AUTH_PASSWORD, PASSWORD);
        String secret = values.checked(API_AUTH_JWT_SECRET, SECRET);
        if (enabled) {
            values.require(API_AUTH_USERNAME);
            values.require(API_AUTH_PASSWORD);
        }
        boolean good = values.areGood(API_AUTH_ENABLE, API_AUTH_USERNAME, API_AUTH_PASSWORD, API_AUTH_JWT_SECRET);
        return good
                ? new AuthConfig(enabled, disableLocalhost, name, password, secret)
                : new AuthConfig(false, false, "", "", NONE);
    }
}
