package org.dragonfork.server.config;

import java.util.List;

/**
 * Everything under {@code api.}; {@link ConfigKey} says what each means.
 *
 * @param access who may use the API at all, by address
 * @param trustedProxies proxies whose {@code X-Forwarded-For} is believed, empty for none
 */
public record ApiConfig(boolean readOnly, AccessConfig access, List<AddressRange> trustedProxies, AuthConfig auth) {
    public ApiConfig {
        trustedProxies = List.copyOf(trustedProxies);
    }
}
