/** RTP (RFC 3550): header access in place, sequence arithmetic, NTP time, header extensions (RFC 8285). */
@NullMarked
package org.dragonfork.webrtc.rtp;

import org.jspecify.annotations.NullMarked;
