package org.dragonfork.load;

import java.io.PrintWriter;
import java.util.Locale;

/** Writes a report for people. */
final class TextReport {
    private final PrintWriter out;

    TextReport(PrintWriter out) {
        this.out = out;
    }

    void print(LoadReport report) {
        LoadPlan plan = report.plan();
        Totals totals = report.totals();
        line("");
        line(String.format(
                Locale.ROOT,
                "%d viewers of %s%s",
                plan.viewers(),
                plan.url(),
                report.stopped() ? " (stopped before its time)" : ""));
        line(String.format(
                Locale.ROOT,
                "  viewers      %d connected, %d watched to the end, %d failed",
                totals.connect.quantiles().count(),
                totals.watched,
                totals.failed));
        for (Totals.Failures kind : totals.failures()) {
            Failure failure = kind.example();
            line(String.format(
                    Locale.ROOT,
                    "    %d x %s%s at %s: %s",
                    kind.count(),
                    failure.reason(),
                    failure.status() == 0 ? "" : " (" + failure.status() + ")",
                    failure.stage().label(),
                    failure.detail()));
        }
        line(String.format(Locale.ROOT, "  joins        %s per second", number(totals.joinsPerSecond(), 1)));
        line("  from the sending of the offer     median      95 %      99 %   longest");
        quantiles("to the answer", totals.answer);
        quantiles("to the keys (connected)", totals.connect);
        quantiles("to the first packet", totals.firstPacket);
        quantiles("to the first key frame", totals.firstKeyFrame);
        if (totals.withoutKeyFrame > 0) {
            line(String.format(
                    Locale.ROOT, "    %d viewers got video, but no key frame of it", totals.withoutKeyFrame));
        }
        packets(totals);
        if (totals.hop.quantiles().count() == 0) {
            line("  hop          n/a: the source carries no time stamps (abs-capture-time)");
        } else {
            quantiles("from capture to here", totals.hop);
        }
        steady(report.steady());
        if (report.undeleted() > 0) {
            line(String.format(
                    Locale.ROOT,
                    "  sessions     %d could not be deleted; the server ends them by itself",
                    report.undeleted()));
        }
        out.flush();
    }

    private void packets(Totals totals) {
        MediaCounts media = totals.media;
        line(String.format(
                Locale.ROOT,
                "  packets      %,d sent, %,d received, %,d lost (%.2f %%), %,d reordered",
                media.expected,
                media.received,
                media.lost(),
                media.lostPercent(),
                media.reordered));
        if (media.recovered > 0) {
            line(String.format(
                    Locale.ROOT,
                    "               %,d recovered: %.2f %% had not come the first time",
                    media.recovered,
                    media.missedPercent()));
        }
        if (media.droppedHere > 0) {
            line(String.format(Locale.ROOT, "               %,d thrown away here, as asked", media.droppedHere));
        }
        if (media.duplicates + media.unauthenticated + media.unexpected + media.restarts > 0) {
            line(String.format(
                    Locale.ROOT,
                    "               %,d twice, %,d not authentic, %,d of no track, %,d new beginnings",
                    media.duplicates,
                    media.unauthenticated,
                    media.unexpected,
                    media.restarts));
        }
        line(String.format(Locale.ROOT, "  bytes        %,d", media.bytes));
        line(String.format(
                Locale.ROOT,
                "  rtcp         %,d receiver reports, %,d NACKs for %,d packets, %,d PLIs sent; %,d sender reports got",
                media.receiverReports,
                media.nacks,
                media.askedFor,
                media.plis,
                media.senderReports));
        for (TrackTotals track : totals.tracks()) {
            quantiles("jitter, " + track.kind() + " " + track.codec(), track.jitter());
        }
    }

    private void steady(Steady steady) {
        line(String.format(
                Locale.ROOT,
                "  all watching %s s: %s packets/s, %s Mbit/s",
                number(steady.seconds(), 1),
                number(steady.packetsPerSecond(), 0),
                number(steady.megabitsPerSecond(), 1)));
        if (Double.isFinite(steady.cpuNanosPerPacket())) {
            line(String.format(
                    Locale.ROOT,
                    "  server       %s CPU ns per packet sent, %s processors busy",
                    number(steady.cpuNanosPerPacket(), 0),
                    number(steady.serverCores(), 2)));
        }
    }

    private void quantiles(String what, Times times) {
        Quantiles all = times.quantiles();
        line(String.format(
                Locale.ROOT,
                "    %-28s %9s %9s %9s %9s ms",
                what,
                number(all.p50(), 1),
                number(all.p95(), 1),
                number(all.p99(), 1),
                number(all.max(), 1)));
    }

    private static String number(double value, int digits) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%,." + digits + "f", value) : "n/a";
    }

    private void line(String text) {
        out.println(text);
    }
}
