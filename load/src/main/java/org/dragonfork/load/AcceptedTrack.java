package org.dragonfork.load;

import org.dragonfork.webrtc.codec.MediaKind;

/**
 * One payload type that the server said it sends.
 *
 * @param codec encoding name in upper case
 * @param clockRate in Hz
 * @param nack whether missing packets may be asked for
 * @param pli whether a key frame may be asked for
 * @param captureTimeId id of the header extension with the time of capture, 0 for none
 */
record AcceptedTrack(
        MediaKind kind, int payloadType, String codec, int clockRate, boolean nack, boolean pli, int captureTimeId) {}
