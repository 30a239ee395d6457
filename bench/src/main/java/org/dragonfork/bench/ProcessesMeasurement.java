package org.dragonfork.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.process.ProcessConfig;
import org.dragonfork.egress.process.ProcessIo;
import org.dragonfork.egress.process.StoredProcess;
import org.dragonfork.egress.supervise.Order;
import org.dragonfork.server.app.Application;
import org.dragonfork.server.app.StartFailure;
import org.dragonfork.server.config.ConfigKey;
import org.dragonfork.server.config.ConfigReader;
import org.dragonfork.server.config.ConfigReading;
import org.dragonfork.server.ffmpeg.FfmpegBinary;
import org.dragonfork.server.ffmpeg.FfmpegVersion;
import org.dragonfork.server.store.DbStore;
import org.dragonfork.server.store.StoreUnusableException;

/** What a thousand processes cost that nobody runs: at the start, for a list of them, and for a change of one. */
final class ProcessesMeasurement implements Measurement {
    private static final int PROCESSES = 1000;

    /** Nothing is started, so this one need not be there. */
    private static final FfmpegBinary FFMPEG =
            new FfmpegBinary(Path.of("ffmpeg"), new FfmpegVersion("6.1", 6, 1), FfmpegBinary.Origin.CONFIGURED);

    @Override
    public String name() {
        return "processes";
    }

    @Override
    public Table measure(Effort effort, Progress progress) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("dragonfork-bench");
        try {
            progress.step("writing a store of " + PROCESSES + " processes");
            fill(folder);
            progress.step("starting a server on it");
            long started = System.nanoTime();
            try (Application application = Application.start(configuration(folder), FFMPEG, _ -> {});
                    HttpClient client = HttpClient.newHttpClient()) {
                var start = new Distribution();
                start.add(System.nanoTime() - started);
                String api = "http://127.0.0.1:" + application.httpPort() + "/api/v3/process";
                List<Row> rows = new ArrayList<>();
                rows.add(Row.of("start", start.millis(0.5), start.millis(0.95), (double)
                        Files.size(folder.resolve("db.json"))));
                int times = effort.posts() / 5 + 10;
                progress.step("asking for lists");
                rows.add(row("list, everything", client, get(api), times));
                rows.add(row("list, config and state", client, get(api + "?filter=config,state"), times));
                rows.add(row("one process", client, get(api + "/p500"), times));
                progress.step("changing metadata, which writes the file");
                rows.add(row("one change", client, put(api + "/p500/metadata/bench"), times));
                return table(times, rows);
            } catch (StartFailure e) {
                throw new IOException(e.line(), e);
            }
        } finally {
            delete(folder);
        }
    }

    private Table table(int times, List<Row> rows) {
        return new Table(
                name(),
                "Processes: " + PROCESSES + " in the store, none of them running",
                List.of(
                        "Start: from a configuration to a server that answers, in this JVM, once; the goal is below 3 s.",
                        "The others over HTTP, " + times
                                + " times after as many to warm up; the goal of a list is below"
                                + " 100 ms. A change is answered when it would survive a power cut; the disk tells."),
                List.of(
                        new Column("p50Millis", "p50 ms", 1),
                        new Column("p95Millis", "p95 ms", 1),
                        new Column("bytes", "bytes", 0)),
                rows);
    }

    private static Row row(String what, HttpClient client, HttpRequest request, int times)
            throws IOException, InterruptedException {
        var distribution = new Distribution();
        int bytes = 0;
        for (int i = 0; i < 2 * times; i++) {
            long started = System.nanoTime();
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IOException(what + " was answered with " + answer.statusCode());
            }
            bytes = answer.body().length;
            if (i >= times) {
                distribution.add(System.nanoTime() - started);
            }
        }
        return Row.of(what, distribution.millis(0.5), distribution.millis(0.95), (double) bytes);
    }

    private static HttpRequest get(String address) {
        return HttpRequest.newBuilder(URI.create(address)).build();
    }

    private static HttpRequest put(String address) {
        return HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString("{\"name\": \"a channel\"}"))
                .build();
    }

    private static void fill(Path folder) throws IOException {
        // Many at a time go into the file together.
        try (DbStore store = DbStore.open(folder);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < PROCESSES; i++) {
                StoredProcess process = process(i);
                threads.execute(() -> put(store, process));
            }
        } catch (StoreUnusableException e) {
            throw new IOException(e);
        }
    }

    private static void put(DbStore store, StoredProcess process) {
        try {
            store.put(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As clients write them, with some dozen options. */
    private static StoredProcess process(int number) {
        List<String> options = List.of(
                "-fflags", "+genpts", "-thread_queue_size", "512", "-rtsp_transport", "tcp", "-timeout", "5000000");
        ProcessConfig config = ProcessConfig.empty(new StreamId("p" + number))
                .withIos(
                        List.of(new ProcessIo(
                                "input_0", "rtsp://10.0.0.5:554/stream/" + number, options, List.of(), Map.of())),
                        List.of(new ProcessIo(
                                "output_0",
                                "{diskfs}/" + number + ".m3u8",
                                List.of("-map", "0:0", "-codec:v", "copy", "-an", "-f", "hls", "-hls_time", "2"),
                                List.of(),
                                Map.of())));
        return new StoredProcess(
                config, 1_700_000_000, 1_700_000_000, Order.STOP, "^6.1.0", Map.of("restreamer-ui", "{}"), Map.of());
    }

    private static ConfigReading.Valid configuration(Path folder) throws IOException {
        ConfigReading reading = ConfigReader.read(
                Map.of(),
                Map.of(
                        ConfigKey.ADDRESS.key(), "127.0.0.1:0",
                        ConfigKey.WEBRTC_UDP_MUX_PORT.key(), "0",
                        ConfigKey.DB_DIR.key(), folder.toString()));
        return switch (reading) {
            case ConfigReading.Valid valid -> valid;
            case ConfigReading.Invalid invalid ->
                throw new IOException(invalid.mistakes().toString());
        };
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
