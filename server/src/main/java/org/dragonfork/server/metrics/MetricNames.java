package org.dragonfork.server.metrics;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** The catalogue of names: what dashboards and rules may ask for. */
public final class MetricNames {
    private MetricNames() {}

    /** Names of all families of this room. */
    public static Set<String> families() {
        var names = new TreeSet<String>();
        Arrays.stream(MetricFamily.values()).map(MetricFamily::text).forEach(names::add);
        return names;
    }

    /** Names of the families that a server has without being asked for more. */
    static Set<String> standard() {
        var names = new TreeSet<String>();
        Arrays.stream(MetricFamily.values())
                .filter(MetricFamily::isStandard)
                .map(MetricFamily::text)
                .forEach(names::add);
        return names;
    }

    /** Names of all series, where those of histograms have their endings. */
    public static Set<String> series() {
        var names = new TreeSet<String>();
        for (MetricFamily family : MetricFamily.values()) {
            switch (family.kind()) {
                case COUNTER, GAUGE -> names.add(family.text());
                case HISTOGRAM -> {
                    names.add(family.text() + "_bucket");
                    names.add(family.text() + "_sum");
                    names.add(family.text() + "_count");
                }
            }
        }
        return names;
    }
}
