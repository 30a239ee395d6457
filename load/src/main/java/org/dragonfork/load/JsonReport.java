package org.dragonfork.load;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a report for programs; {@code docs/load.md} describes the members. What is not known is null. */
final class JsonReport {
    /** Goes up when a member changes its meaning or goes. */
    private static final int SCHEMA = 1;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonReport() {}

    static String text(LoadReport report) {
        ObjectNode root = JSON.createObjectNode().put("schema", SCHEMA);
        LoadPlan plan = report.plan();
        Totals totals = report.totals();
        root.putObject("plan")
                .put("url", plan.url().toString())
                .put("viewers", plan.viewers())
                .put("rampSeconds", plan.ramp().toMillis() / 1e3)
                .put("settleSeconds", plan.settle().toMillis() / 1e3)
                .put("durationSeconds", plan.duration().toMillis() / 1e3)
                .put("lossPercent", 100 * plan.loss())
                .put("seed", plan.seed());
        root.put("passed", report.passed()).put("stopped", report.stopped());
        root.putObject("viewers")
                .put("connected", totals.connect.quantiles().count())
                .put("watched", totals.watched)
                .put("failed", totals.failed)
                .put("withoutKeyFrame", totals.withoutKeyFrame)
                .put("sessionsLeft", report.undeleted());
        failures(root.putArray("failures"), totals);
        ObjectNode joins = root.putObject("joins");
        number(joins, "perSecond", totals.joinsPerSecond());
        quantiles(joins, "answerMillis", totals.answer);
        quantiles(joins, "connectedMillis", totals.connect);
        quantiles(joins, "firstPacketMillis", totals.firstPacket);
        quantiles(joins, "firstKeyFrameMillis", totals.firstKeyFrame);
        media(root, totals);
        tracks(root.putArray("tracks"), totals);
        quantiles(root, "hopMillis", totals.hop);
        steady(root, report.steady());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
    }

    private static void failures(ArrayNode array, Totals totals) {
        for (Totals.Failures kind : totals.failures()) {
            ObjectNode node = array.addObject()
                    .put("stage", kind.example().stage().label())
                    .put("reason", kind.example().reason())
                    .put("count", kind.count())
                    .put("example", kind.example().detail());
            if (kind.example().status() == 0) {
                node.putNull("status");
            } else {
                node.put("status", kind.example().status());
            }
        }
    }

    private static void media(ObjectNode root, Totals totals) {
        MediaCounts media = totals.media;
        root.putObject("packets")
                .put("sent", media.expected)
                .put("arrived", media.arrived)
                .put("received", media.received)
                .put("lost", media.lost())
                .put("lostPercent", media.lostPercent())
                .put("missedPercent", media.missedPercent())
                .put("droppedHere", media.droppedHere)
                .put("recovered", media.recovered)
                .put("reordered", media.reordered)
                .put("duplicates", media.duplicates)
                .put("unauthenticated", media.unauthenticated)
                .put("unexpected", media.unexpected)
                .put("restarts", media.restarts)
                .put("bytes", media.bytes);
        root.putObject("rtcp")
                .put("receiverReports", media.receiverReports)
                .put("senderReports", media.senderReports)
                .put("nacks", media.nacks)
                .put("askedFor", media.askedFor)
                .put("plis", media.plis);
    }

    private static void tracks(ArrayNode array, Totals totals) {
        for (TrackTotals track : totals.tracks()) {
            ObjectNode node = array.addObject()
                    .put("kind", track.kind())
                    .put("codec", track.codec())
                    .put("sent", track.counts().expected)
                    .put("received", track.counts().received)
                    .put("lost", track.counts().lost());
            quantiles(node, "jitterMillis", track.jitter());
        }
    }

    private static void steady(ObjectNode root, Steady steady) {
        ObjectNode node = root.putObject("steady");
        number(node, "seconds", steady.seconds());
        node.put("sent", steady.sent()).put("arrived", steady.arrived()).put("bytes", steady.bytes());
        number(node, "packetsPerSecond", steady.packetsPerSecond());
        number(node, "megabitsPerSecond", steady.megabitsPerSecond());
        number(node, "serverCpuNanosPerPacket", steady.cpuNanosPerPacket());
        number(node, "serverCores", steady.serverCores());
    }

    private static void quantiles(ObjectNode parent, String name, Times times) {
        Quantiles quantiles = times.quantiles();
        if (quantiles.count() == 0) {
            parent.putNull(name);
            return;
        }
        parent.putObject(name)
                .put("count", quantiles.count())
                .put("p50", quantiles.p50())
                .put("p95", quantiles.p95())
                .put("p99", quantiles.p99())
                .put("max", quantiles.max());
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
