package org.dragonfork.server.http;

/**
 * Why a request was refused: the closed set of words that clients, metrics and the player may rely on.
 * {@code docs/protocol/whep.md} lists them.
 */
enum Reason {
    MALFORMED(400, "malformed", "malformed request", ""),
    UNAUTHORIZED(401, "unauthorized", "a login is needed", ""),
    METRICS_LOGIN(401, "metrics_login", "the metrics need a login", "Send the token or the login that is configured."),
    FORBIDDEN(403, "forbidden", "this token does not allow it", ""),
    ADDRESS(
            403,
            "address",
            "this address may not use the API",
            "api.access.http.allow and api.access.http.block say who may."),
    NOT_LOCAL(
            403,
            "not_local",
            "this answers programs on the server's own machine only",
            "Set a login with api.auth.enable, api.auth.username and api.auth.password to use it from elsewhere."),
    FOREIGN_PAGE(
            403,
            "foreign_page",
            "without a login, requests from web pages are not trusted",
            "Set a login with api.auth.enable to use the API from other pages and by other names."),
    METRICS_ADDRESS(
            403,
            "metrics_address",
            "this address may not read the metrics",
            "metrics.allow and metrics.block say who may."),
    UNKNOWN_STREAM(
            404, "unknown_stream", "stream not found", "GET /api/v3/webrtc/streams lists the streams there are."),
    UNKNOWN_SESSION(404, "unknown_session", "session not found", "It has ended or never was; POST a new offer."),
    NO_ROUTE(404, "no_route", "no such path", "GET / shows what this server has."),
    METHOD(405, "method", "method not allowed", "The Allow field lists the methods of this path."),
    CODEC_MISMATCH(406, "codec_mismatch", "no usable codec in the offer", ""),
    TIMEOUT(408, "timeout", "request took too long", "Send the whole request at once."),
    NOT_LIVE(409, "not_live", "stream is not live", ""),
    NO_LOGIN(
            409,
            "no_login",
            "this server has no login, so it has no tokens",
            "Everybody may watch; api.auth.enable changes that."),
    STALE_ETAG(412, "stale_etag", "If-Match names an older ICE session", "Use the ETag of the last answer."),
    TOO_LARGE(413, "too_large", "request body too large", "At most " + RequestBody.MAX_BYTES + " bytes are read."),
    URI_TOO_LONG(414, "uri_too_long", "request target too long", ""),
    MEDIA_TYPE(415, "media_type", "wrong content type", "Accept-Post or Accept-Patch names the right one."),
    UNPROCESSABLE(422, "unprocessable", "request cannot be served", ""),
    MISSING_ETAG(428, "missing_etag", "If-Match is missing", "Send the ETag of the answer, or * to restart ICE."),
    RATE_LIMITED(429, "rate_limited", "too many requests from this address", ""),
    HEADERS_TOO_LARGE(431, "headers_too_large", "request header fields too large", ""),
    INTERNAL(500, "internal", "internal error", "The server's log says more."),
    CAP_STREAM(503, "cap_stream", "stream has its maximum of viewers", ""),
    CAP_GLOBAL(503, "cap_global", "server has its maximum of viewers", ""),
    DRAINING(503, "draining", "server is about to stop", ""),
    GATHER_TIMEOUT(
            504,
            "gather_timeout",
            "the server does not know its own address",
            "It has no network address and no STUN server answers; webrtc.public_ip names the address."),
    SOURCE_TIMEOUT(504, "source_timeout", "the source of the stream did not start in time", "");

    private final int status;
    private final String label;
    private final String summary;
    private final String advice;

    Reason(int status, String label, String summary, String advice) {
        this.status = status;
        this.label = label;
        this.summary = summary;
        this.advice = advice;
    }

    int status() {
        return status;
    }

    /** The stable word. */
    String label() {
        return label;
    }

    /** A few words for a person. */
    String summary() {
        return summary;
    }

    /** What to do about it, when that is always the same; else empty. */
    String advice() {
        return advice;
    }
}
