package org.dragonfork.egress.event;

/** What broke a leg (decision D17). */
public enum LegFailure {
    /** No RTP although the process runs. */
    SILENT,
    /** The socket could not be bound or read. */
    SOCKET,
    /** FFmpeg ended although it was ordered to run. */
    PROCESS_ENDED,
    /** The codec on the wire is none that a viewer can be given, or another one than FFmpeg announced. */
    CODEC
}
