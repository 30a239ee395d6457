/** RTCP packets (RFC 3550, RFC 4585, RFC 5104): reader and writer of compound packets. */
@NullMarked
package org.dragonfork.webrtc.rtcp;

import org.jspecify.annotations.NullMarked;
