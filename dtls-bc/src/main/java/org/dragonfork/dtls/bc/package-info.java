/** The DTLS-SRTP handshake done by Bouncy Castle, one virtual thread per handshake. */
@NullMarked
package org.dragonfork.dtls.bc;

import org.jspecify.annotations.NullMarked;
