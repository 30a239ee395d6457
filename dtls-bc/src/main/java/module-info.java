/** Bouncy Castle behind the DTLS port; the only place that sees it. */
module org.dragonfork.dtls.bc {
    requires transitive org.dragonfork.webrtc;
    requires static transitive org.jspecify;
}
