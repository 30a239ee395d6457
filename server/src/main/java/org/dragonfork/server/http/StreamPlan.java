package org.dragonfork.server.http;

/**
 * What was decided for the tracks of a stream.
 *
 * @param probed whether FFmpeg had looked at the input
 */
public record StreamPlan(boolean probed, Track video, Track audio) {
    /**
     * One track.
     *
     * @param mode copy, transcode or none
     * @param inputCodec as FFmpeg calls it, empty while not known
     * @param reason why so, one line
     */
    public record Track(String mode, String inputCodec, String reason) {}
}
