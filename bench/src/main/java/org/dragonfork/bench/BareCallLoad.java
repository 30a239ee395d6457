package org.dragonfork.bench;

import java.io.IOException;

/** A system call alone, to a socket that nobody reads. */
final class BareCallLoad implements Load {
    private static final int AT_ONCE = 110;

    private final NeverRead sink = NeverRead.open();
    private final BareCalls calls = new BareCalls(sink.address());
    private final boolean segmented;

    /** @param segmented frames for eight viewers in one call, else one datagram */
    BareCallLoad(boolean segmented) throws IOException {
        this.segmented = segmented;
    }

    @Override
    public String what() {
        return segmented ? "segmented send alone, 8 x 11 datagrams" : "bare sendto, " + BareCalls.DATAGRAM + " bytes";
    }

    @Override
    public void run() {
        if (segmented) {
            calls.sendFrames();
        } else {
            for (int i = 0; i < AT_ONCE; i++) {
                calls.sendOne();
            }
        }
    }

    @Override
    public int packets() {
        return segmented ? BareCalls.VIEWERS * Frames.PACKETS : AT_ONCE;
    }

    @Override
    public void close() {
        calls.close();
        sink.close();
    }
}
