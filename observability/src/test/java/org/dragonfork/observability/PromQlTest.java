package org.dragonfork.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dragonfork.observability.PromQl.Selector;
import org.junit.jupiter.api.Test;

class PromQlTest {
    @Test
    void findsSelectorsWithTheirConditionsRangesAndFunctions() {
        PromQl found = PromQl.of("""
                histogram_quantile(0.95, sum by (le, core) (rate(a_bucket{job=~"$job",x="a,b=\\"c"}[$__rate_interval])))
                  / on (core) group_left (version) (max without (instance) (b) > 1.5e3) or vector(0) and time() - c offset 5m""");

        assertThat(found.selectors())
                .containsExactly(
                        new Selector(
                                "a_bucket",
                                List.of("job=~\"$job\"", "x=\"a,b=\\\"c\""),
                                "$__rate_interval",
                                List.of("rate", "sum", "histogram_quantile")),
                        new Selector("b", List.of(), "", List.of("max")),
                        new Selector("c", List.of(), "", List.of()));
        assertThat(found.metrics()).containsExactly("a_bucket", "b", "c");
    }

    @Test
    void takesAggregationsWithTheirLabelsBehind() {
        assertThat(PromQl.of("sum(increase(a_total[5m])) by (core, stream_id) >= 5 unless b{} == bool 1")
                        .metrics())
                .containsExactly("a_total", "b");
    }

    @Test
    void seesRangesOfSubqueriesAndBooleans() {
        assertThat(PromQl.of("max_over_time((sum(a) > bool 1)[1h:15s]) * -b").metrics())
                .containsExactly("a", "b");
    }
}
