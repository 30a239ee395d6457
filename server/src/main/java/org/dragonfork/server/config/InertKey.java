package org.dragonfork.server.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A key of the original that does nothing here: it is known, kept in the file and listed, but has no effect. The table in
 * {@code docs/configuration.md} is {@link #ALL}, and a test keeps it so.
 *
 * @param key as in the file
 * @param environmentName its variable
 * @param defaultText what the original writes when nothing was chosen; {@code ?} when that is different every time
 * @param form how it is written; a list may hold objects
 */
record InertKey(String key, String environmentName, String defaultText, ValueForm form) {
    private static final String ANY = "?";

    /** Key, default, and the variable where it does not follow from the key. */
    private static final String TABLE = """
        update_check true
        log.topics []
        host.name []
        host.auto true
        api.access.https.allow []
        api.access.https.block []
        api.auth.auth0.enable false
        api.auth.auth0.tenants []
        tls.address :8181
        tls.enable false
        tls.auto false
        tls.email ?
        tls.cert_file -
        tls.key_file -
        storage.mimetypes_file ./mime.types
        storage.disk.max_size_mbytes 0
        storage.disk.cache.enable true
        storage.disk.cache.max_size_mbytes 0
        storage.disk.cache.ttl_seconds 300
        storage.disk.cache.max_file_size_mbytes 1
        storage.disk.cache.types.allow []
        storage.disk.cache.types.block ?
        storage.memory.auth.enable true
        storage.memory.auth.username admin
        storage.memory.auth.password ?
        storage.memory.max_size_mbytes 0
        storage.memory.purge false
        storage.s3 []
        storage.cors.origins ?
        rtmp.enable false
        rtmp.enable_tls false
        rtmp.address :1935
        rtmp.address_tls :1936
        rtmp.app /
        rtmp.token -
        srt.enable false
        srt.address :6000
        srt.passphrase -
        srt.token -
        srt.log.enable false
        srt.log.topics []
        playout.enable false
        playout.min_port 0
        playout.max_port 0
        debug.profiling false
        debug.force_gc 0
        debug.memory_limit_mbytes 0
        metrics.enable false
        metrics.range_sec 300 CORE_METRICS_RANGE_SECONDS
        metrics.interval_sec 2 CORE_METRICS_INTERVAL_SECONDS
        sessions.enable true
        sessions.ip_ignorelist ?
        sessions.session_timeout_sec 30
        sessions.persist false
        sessions.persist_interval_sec 300
        sessions.max_bitrate_mbit 0 CORE_SESSIONS_MAXBITRATE_MBIT
        sessions.max_sessions 0
        service.enable false
        service.token -
        service.url ?
        router.blocked_prefixes ?
        router.routes ?
        router.ui_path -
        """;

    /** All of them, in the order of the original. */
    static final List<InertKey> ALL = TABLE.lines().map(InertKey::parse).toList();

    /** The one that is written so, if there is one. */
    static Optional<InertKey> of(String key) {
        return ALL.stream().filter(known -> known.key.equals(key)).findFirst();
    }

    /** The one that this variable sets, if there is one. */
    static Optional<InertKey> ofVariable(String name) {
        return ALL.stream().filter(known -> known.environmentName.equals(name)).findFirst();
    }

    /** Whether a value is what stands there when nobody chose anything, so that nothing needs to be said about it. */
    boolean isUsual(String text) {
        return defaultText.equals(ANY) || defaultText.equals(text);
    }

    /** The default, or nothing where there is no fixed one. */
    String fixedDefault() {
        return defaultText.equals(ANY) ? "" : defaultText;
    }

    private static InertKey parse(String line) {
        String[] parts = line.split(" ", -1);
        String key = parts[0];
        String preset = parts[1].equals("-") ? "" : parts[1];
        String variable =
                parts.length > 2 ? parts[2] : "CORE_" + key.replace('.', '_').toUpperCase(Locale.ROOT);
        return new InertKey(key, variable, preset, form(key, preset));
    }

    private static ValueForm form(String key, String preset) {
        if (preset.equals("[]")
                || List.of(
                                "storage.disk.cache.types.block",
                                "storage.cors.origins",
                                "sessions.ip_ignorelist",
                                "router.blocked_prefixes")
                        .contains(key)) {
            return ValueForm.LIST;
        }
        if (preset.equals("true") || preset.equals("false")) {
            return ValueForm.FLAG;
        }
        return preset.matches("[0-9]+") ? ValueForm.NUMBER : ValueForm.TEXT;
    }
}
