/**
 * The protocols of one viewer connection, sans-IO: bytes and time go in, bytes, events and a deadline come out. Nothing
 * in here opens a socket, starts a thread, reads a clock or writes a log.
 */
module org.dragonfork.webrtc {
    requires static transitive org.jspecify;

    exports org.dragonfork.webrtc.codec;
    exports org.dragonfork.webrtc.dtls;
    exports org.dragonfork.webrtc.ice;
    exports org.dragonfork.webrtc.peer;
    exports org.dragonfork.webrtc.rtcp;
    exports org.dragonfork.webrtc.rtp;
    exports org.dragonfork.webrtc.sdp;
    exports org.dragonfork.webrtc.srtp;
    exports org.dragonfork.webrtc.stun;
}
