package org.dragonfork.server.http;

import java.util.List;
import java.util.Map;

/**
 * The sessions of a collector as the original sums them up. What is over is not kept here but in Prometheus, so the part
 * about it is valid and empty.
 */
record SessionSummaryView(Active active, Past summary) {

    static SessionSummaryView of(List<SessionView> sessions, int most) {
        double kbit =
                sessions.stream().mapToDouble(SessionView::bandwidthTxKbit).sum();
        return new SessionSummaryView(
                new Active(sessions, sessions.size(), 0, StreamView.rounded(kbit / 1024), most, 0, 0),
                new Past(Map.of(), Map.of(), Map.of(), 0, 0, 0));
    }

    /** @param maxSessions 0 for no limit, as are the two after it */
    record Active(
            List<SessionView> list,
            int sessions,
            double bandwidthRxMbit,
            double bandwidthTxMbit,
            int maxSessions,
            double maxBandwidthRxMbit,
            double maxBandwidthTxMbit) {}

    record Past(
            Map<String, Object> remote,
            Map<String, Object> local,
            Map<String, Object> reference,
            long sessions,
            long trafficRxMb,
            long trafficTxMb) {}
}
