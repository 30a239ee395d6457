package org.dragonfork.egress.supervise;

/**
 * One stream of an input or output of a run. What is unknown is 0 or empty: an FFmpeg without datarhei's patch names the
 * streams but counts nothing for a single one. An RTP leg of it is counted where it is received.
 *
 * @param id of the input or output in the configuration; empty for an RTP leg
 * @param address as FFmpeg prints it, without passwords
 * @param index of the input or output, from 0
 * @param stream within it, from 0
 * @param format container, as {@code rtsp} or {@code mov,mp4,m4a,3gp,3g2,mj2}
 * @param type {@code video}, {@code audio}, {@code subtitle}, {@code data}
 * @param codec as {@code h264}
 * @param coder who encodes or decodes it, {@code copy} for nobody
 * @param frame pictures or sound frames
 * @param keyFrame those that need no other
 * @param frameRate how much the rate of pictures varies
 * @param fps pictures a second, the mean of the last 30 s
 * @param packet packets
 * @param pps packets a second, the mean of the last 30 s
 * @param sizeBytes read or written
 * @param bitsPerSecond the mean of the last 30 s
 * @param extradataBytes size of what the codec keeps outside the stream
 * @param pixelFormat of video, as {@code yuv420p}
 * @param quantizer of the last picture of an encoded video
 * @param width pixels
 * @param height pixels
 * @param samplingHz of sound
 * @param layout of sound, as {@code stereo}
 * @param channels of sound
 */
public record IoProgress(
        String id,
        String address,
        int index,
        int stream,
        String format,
        String type,
        String codec,
        String coder,
        long frame,
        long keyFrame,
        FrameRate frameRate,
        double fps,
        long packet,
        double pps,
        long sizeBytes,
        double bitsPerSecond,
        long extradataBytes,
        String pixelFormat,
        double quantizer,
        int width,
        int height,
        int samplingHz,
        String layout,
        int channels) {
    /** Pictures a second. */
    public record FrameRate(double min, double max, double average) {
        /** Nobody measured it. */
        public static final FrameRate UNKNOWN = new FrameRate(0, 0, 0);
    }
}
