package org.dragonfork.server.http;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Predicate;
import org.dragonfork.egress.event.StreamId;

/**
 * Who may do what over HTTP.
 *
 * @param authority the login, empty when there is none: then only programs on this machine may change anything
 * @param localhostIsTrusted whether programs on this machine need no login
 * @param readOnly whether nothing may be changed over the API
 * @param addresses which clients may use the API at all
 * @param proxies whose word on the client's address is taken
 * @param isPublic which streams may be watched without a token
 */
public record AccessOptions(
        Optional<Authority> authority,
        boolean localhostIsTrusted,
        boolean readOnly,
        Predicate<InetAddress> addresses,
        Predicate<InetAddress> proxies,
        Predicate<StreamId> isPublic) {
    /** No login: everybody may watch, this machine may do everything. */
    public static AccessOptions withoutLogin() {
        return new AccessOptions(Optional.empty(), false, false, _ -> true, _ -> false, _ -> false);
    }

    /** The same with this login. */
    public AccessOptions with(Authority login) {
        return new AccessOptions(Optional.of(login), localhostIsTrusted, readOnly, addresses, proxies, isPublic);
    }

    /** The same with these streams public. */
    public AccessOptions withPublic(Predicate<StreamId> streams) {
        return new AccessOptions(authority, localhostIsTrusted, readOnly, addresses, proxies, streams);
    }

    /** The same, changing nothing. */
    public AccessOptions asReadOnly() {
        return new AccessOptions(authority, localhostIsTrusted, true, addresses, proxies, isPublic);
    }

    /** The same with programs on this machine let in. */
    public AccessOptions trustingLocalhost() {
        return new AccessOptions(authority, true, readOnly, addresses, proxies, isPublic);
    }

    /** The same for these clients only. */
    public AccessOptions only(Predicate<InetAddress> clients) {
        return new AccessOptions(authority, localhostIsTrusted, readOnly, clients, proxies, isPublic);
    }

    /** The same behind these proxies. */
    public AccessOptions behind(Predicate<InetAddress> trusted) {
        return new AccessOptions(authority, localhostIsTrusted, readOnly, addresses, trusted, isPublic);
    }
}
