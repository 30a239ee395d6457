/** STUN messages (RFC 8489) as far as ICE needs them: reader, writer, integrity and fingerprint. */
@NullMarked
package org.dragonfork.webrtc.stun;

import org.jspecify.annotations.NullMarked;
