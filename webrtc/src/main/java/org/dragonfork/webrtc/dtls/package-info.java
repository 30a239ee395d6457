/** The port behind which a DTLS library does the DTLS-SRTP handshake (RFC 5764); no DTLS is implemented here. */
@NullMarked
package org.dragonfork.webrtc.dtls;

import org.jspecify.annotations.NullMarked;
