/**
 * What this server does with viewers: streams and their legs, fan-out, caps, supervision rules, events. No socket, thread,
 * clock or log of its own; those are behind ports that the server module fills.
 */
module org.dragonfork.egress {
    requires transitive org.dragonfork.webrtc;
    requires static transitive org.jspecify;

    exports org.dragonfork.egress;
    exports org.dragonfork.egress.event;
    exports org.dragonfork.egress.media;
    exports org.dragonfork.egress.stream;
    exports org.dragonfork.egress.process;
    exports org.dragonfork.egress.session;
    exports org.dragonfork.egress.supervise;
}
