package org.dragonfork.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Runs measurements one after the other and prints each as it is done. */
final class Bench {
    /** All there are, in the order they run: what wants a quiet machine comes last, when everything is compiled. */
    static final List<Measurement> ALL = List.of(
            new FanOutMeasurement(),
            new WaitMeasurement(),
            new AllocationMeasurement(),
            new MetricsMeasurement(),
            new ScrapeMeasurement(),
            new ProcessesMeasurement(),
            new EnduranceMeasurement(),
            new MemoryMeasurement(),
            new PostMeasurement(),
            new JoinMeasurement(),
            new StormMeasurement(),
            new HopMeasurement(),
            new WholeMeasurement(),
            new ColdHopMeasurement());

    /** Share of the cores above which waiting for one shows in times. */
    private static final double BUSY = 0.5;

    private final PrintWriter out;
    private final PrintWriter err;

    /**
     * @param out for what was found
     * @param err for what is being done
     */
    Bench(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /** Runs these; answers the same as JSON. */
    String run(List<Measurement> measurements, Effort effort) throws IOException, InterruptedException {
        long started = System.nanoTime();
        Machine machine = Machine.here();
        double loadBefore = Machine.load();
        out.println("Machine: " + machine.text());
        out.printf("Load before: %.2f of %d cores. Ratios are within this run.%n", loadBefore, machine.cores());
        if (loadBefore > BUSY * machine.cores()) {
            out.println(
                    "Something else is running: trust the ratios of CPU time and the bytes; the times of answer, join and"
                            + " hop are too long.");
        }
        out.flush();
        var text = new TextReport(out);
        var tables = new ArrayList<Table>();
        for (Measurement measurement : measurements) {
            Table table = measurement.measure(effort, what -> progress(started, measurement.name(), what));
            text.print(table);
            tables.add(table);
        }
        double loadAfter = Machine.load();
        out.println();
        out.printf("Done in %.0f s, load after: %.2f.%n", (System.nanoTime() - started) / 1e9, loadAfter);
        out.flush();
        return JsonReport.text(machine, loadBefore, loadAfter, tables);
    }

    private void progress(long started, String name, String what) {
        err.printf("[%3.0f s] %s: %s%n", (System.nanoTime() - started) / 1e9, name, what);
        err.flush();
    }
}
