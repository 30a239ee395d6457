package org.dragonfork.server.http;

/** The forms in which numbers are given to a scraper. */
public enum MetricsFormat {
    /** Prometheus text format; what a person or an unknown client gets. */
    TEXT("text", "plain", "0.0.4", "text/plain; version=0.0.4; charset=utf-8"),
    /** OpenMetrics, which Prometheus asks for first. */
    OPEN_METRICS(
            "application", "openmetrics-text", "1.0.0", "application/openmetrics-text; version=1.0.0; charset=utf-8");

    private final String type;
    private final String subtype;
    private final String version;
    private final String contentType;

    MetricsFormat(String type, String subtype, String version, String contentType) {
        this.type = type;
        this.subtype = subtype;
        this.version = version;
        this.contentType = contentType;
    }

    /** The value of {@code Content-Type}; Prometheus 3 refuses a scrape without the right one. */
    public String contentType() {
        return contentType;
    }

    /**
     * The form that an Accept field asks for (RFC 9110 section 12.5.1). A tie goes to text, and so does a field that wants
     * neither: a scraper that is odd is served rather than refused.
     */
    static MetricsFormat preferred(String accept) {
        return OPEN_METRICS.quality(accept) > TEXT.quality(accept) ? OPEN_METRICS : TEXT;
    }

    /** The best weight of the most precise ranges that match; a range of another version does not. */
    private double quality(String accept) {
        return Accept.quality(accept, type, subtype, version);
    }
}
