/** SDP (RFC 8866): reader, writer, and the answers to receive-only offers (RFC 3264, RFC 9429). */
@NullMarked
package org.dragonfork.webrtc.sdp;

import org.jspecify.annotations.NullMarked;
