package org.dragonfork.egress.supervise;

/**
 * What an encoded video leg may cost.
 *
 * @param preset of x264: faster ones take less CPU time and more bits
 * @param maxKilobitsPerSecond ceiling of the bit rate, 64 to 100,000
 */
public record VideoEncoding(String preset, int maxKilobitsPerSecond) {
    /** The preset of the original; 4 Mbit/s is plenty for 1080p and passes most lines. */
    public static final VideoEncoding DEFAULT = new VideoEncoding("veryfast", 4000);

    /** @throws IllegalArgumentException when a value is out of range */
    public VideoEncoding {
        if (preset.isEmpty() || !preset.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
            throw new IllegalArgumentException("an x264 preset is one lower-case word, as veryfast");
        }
        if (maxKilobitsPerSecond < 64 || maxKilobitsPerSecond > 100_000) {
            throw new IllegalArgumentException("the video bit rate must be 64 to 100000 kbit/s");
        }
    }
}
