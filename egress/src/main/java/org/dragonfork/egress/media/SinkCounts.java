package org.dragonfork.egress.media;

/**
 * What a sink has counted since it was made; only grows.
 *
 * @param datagrams that the system took
 * @param calls that sent them
 * @param retries of a send that found the buffer full
 * @param full datagrams dropped because the send buffer stayed full
 * @param noBuffers datagrams dropped because the system had no memory, or the device's queue was full
 * @param tooLarge datagrams dropped because their way takes only smaller ones
 * @param unreachable datagrams dropped because there is no way to the viewer, or the system gave any other error
 * @param segmentationRefused runs that the system did not want to cut, and that went one datagram at a time
 */
public record SinkCounts(
        long datagrams,
        long calls,
        long retries,
        long full,
        long noBuffers,
        long tooLarge,
        long unreachable,
        long segmentationRefused) {
    /** Nothing yet. */
    public static final SinkCounts NONE = new SinkCounts(0, 0, 0, 0, 0, 0, 0, 0);

    /** Both together. */
    public SinkCounts plus(SinkCounts more) {
        return new SinkCounts(
                datagrams + more.datagrams,
                calls + more.calls,
                retries + more.retries,
                full + more.full,
                noBuffers + more.noBuffers,
                tooLarge + more.tooLarge,
                unreachable + more.unreachable,
                segmentationRefused + more.segmentationRefused);
    }
}
