/** SRTP and SRTCP (RFC 3711, RFC 7714): one context per direction, no state for what never authenticated. */
@NullMarked
package org.dragonfork.webrtc.srtp;

import org.jspecify.annotations.NullMarked;
