package org.dragonfork.egress.supervise;

/**
 * One stream of an input, as FFmpeg describes it before it reads much of it. What is unknown is 0, false or empty.
 *
 * @param url of the input, without passwords
 * @param format container, as {@code rtsp}
 * @param index of the input, from 0
 * @param stream within the input, from 0
 * @param language as the container says
 * @param type {@code video}, {@code audio}, {@code subtitle}, {@code data}
 * @param codec as {@code h264}
 * @param profile of the codec, as {@code High}
 * @param hasBFrames whether pictures are, or may be, stored in another order than they are shown in
 * @param interlaced whether pictures are made of two fields
 * @param attachedPicture whether it is a still picture that belongs to the file, as the cover of an album
 * @param coder who decodes it
 * @param bitrateKbps kbit/s as the container says
 * @param durationSeconds 0 for live
 * @param fps pictures a second
 * @param pixelFormat of video, as {@code yuv420p}
 * @param width pixels
 * @param height pixels
 * @param pixelAspect width of a pixel by its height, 1 for square ones
 * @param rotation degrees by which a player has to turn the picture, as of a phone held upright; -180 to 180
 * @param samplingHz of sound
 * @param layout of sound, as {@code stereo}
 * @param channels of sound
 */
public record ProbedStream(
        String url,
        String format,
        int index,
        int stream,
        String language,
        String type,
        String codec,
        String profile,
        boolean hasBFrames,
        boolean interlaced,
        boolean attachedPicture,
        String coder,
        double bitrateKbps,
        double durationSeconds,
        double fps,
        String pixelFormat,
        int width,
        int height,
        double pixelAspect,
        int rotation,
        int samplingHz,
        String layout,
        int channels) {
    /** RTP cannot tell a player about pixels that are not square; so little off (1 %) nobody sees it. */
    private static final double UNSEEN = 0.01;

    /** Whether a player that takes its pixels for square shows the picture squeezed or stretched. */
    public boolean isAnamorphic() {
        return pixelAspect > 0 && Math.abs(pixelAspect - 1) > UNSEEN;
    }

    /** The same, to be turned by so many degrees. */
    public ProbedStream rotated(int degrees) {
        return new ProbedStream(
                url,
                format,
                index,
                stream,
                language,
                type,
                codec,
                profile,
                hasBFrames,
                interlaced,
                attachedPicture,
                coder,
                bitrateKbps,
                durationSeconds,
                fps,
                pixelFormat,
                width,
                height,
                pixelAspect,
                degrees,
                samplingHz,
                layout,
                channels);
    }
}
