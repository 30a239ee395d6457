/** Bouncy Castle behind the DTLS port; the only place that sees it. */
module org.dragonfork.dtls.bc {
    requires transitive org.dragonfork.webrtc;
    requires static transitive org.jspecify;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires org.bouncycastle.tls;

    exports org.dragonfork.dtls.bc;
}
