/** One viewer connection: ICE, DTLS, SRTP and RTCP composed into one machine. */
@NullMarked
package org.dragonfork.webrtc.peer;

import org.jspecify.annotations.NullMarked;
