/** What a codec means for negotiation and for a packet: one small class per codec, nothing is decoded. */
@NullMarked
package org.dragonfork.webrtc.codec;

import org.jspecify.annotations.NullMarked;
