package org.dragonfork.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.process.ProcessConfig;
import org.dragonfork.egress.process.ProcessIo;
import org.dragonfork.egress.process.ProcessLimits;
import org.dragonfork.egress.process.StoredProcess;
import org.dragonfork.egress.process.WebrtcMode;
import org.dragonfork.egress.supervise.Order;
import org.dragonfork.server.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class DbStoreTest {
    private static final StreamId INGEST = new StreamId("restreamer-ui:ingest:0c9a");

    @TempDir
    Path folder = Path.of("");

    @Test
    void readsWhatTheOriginalWrote() throws Exception {
        write(original());

        try (DbStore store = DbStore.open(folder)) {
            assertThat(store.processes()).hasSize(2);
            StoredProcess ingest = store.processes().getFirst();
            ProcessConfig config = ingest.config();
            assertThat(config.id()).isEqualTo(INGEST);
            assertThat(ingest.order()).isEqualTo(Order.START);
            assertThat(ingest.createdAt()).isEqualTo(1700000001);
            assertThat(ingest.ffmpegVersions()).isEqualTo("^6.1.0");
            assertThat(config.limits()).isEqualTo(new ProcessLimits(12.5, 536870912, 5));
            assertThat(config.webrtc().enabled()).isTrue();
            assertThat(config.webrtc().effectiveMode()).isEqualTo(WebrtcMode.TRANSCODE);
            assertThat(config.webrtc().audioMap()).isEqualTo("1:a:0");
            assertThat(config.outputs().getFirst().cleanup().getFirst().maxFiles())
                    .isEqualTo(12);
            assertThat(config.type()).isEqualTo("ffmpeg");
            assertThat(ingest.metadata()).containsEntry("restreamer-ui", "{\"name\":\"Hall\"}");
            assertThat(store.metadata()).containsKey("restreamer-ui");
            assertThat(store.processes().get(1).order()).isEqualTo(Order.STOP);
        }
    }

    @Test
    void writesBackEverythingAtEveryLevelThatItDoesNotKnow() throws Exception {
        write(original());
        try (DbStore store = DbStore.open(folder)) {
            store.put(process("added", "x"));
            store.remove(new StreamId("added"));
        }
        JsonNode before = Json.readOwn(original());
        JsonNode after = Json.readOwn(read());

        assertThat(after.path("future")).isEqualTo(before.path("future"));
        assertThat(after.path("metadata")).isEqualTo(before.path("metadata"));
        JsonNode old = before.path("process").path(INGEST.value());
        JsonNode now = after.path("process").path(INGEST.value());
        assertThat(now.path("future_of_process")).isEqualTo(old.path("future_of_process"));
        for (String name :
                List.of("future_of_config", "ffversion", "output", "limit_cpu_usage", "limit_memory_bytes")) {
            assertThat(now.path("config").path(name))
                    .as(name)
                    .isEqualTo(old.path("config").path(name));
        }
        assertThat(now.path("config").path("webrtc").path("whip_ingest"))
                .isEqualTo(old.path("config").path("webrtc").path("whip_ingest"));
        assertThat(after.path("process").path("has a blank"))
                .isEqualTo(before.path("process").path("has a blank"));
        assertThat(after.path("process").path("plain").path("config").has("webrtc"))
                .isFalse();
        assertThat(after.path("process").propertyNames()).containsExactly(INGEST.value(), "plain", "has a blank");
    }

    @Test
    void readsItsOwnFileToTheSameProcesses() throws Exception {
        write(original());
        List<StoredProcess> first;
        try (DbStore store = DbStore.open(folder)) {
            store.putMetadata(Map.of("key", "[1]"));
            first = store.processes();
        }
        try (DbStore store = DbStore.open(folder)) {
            assertThat(store.processes()).isEqualTo(first);
            assertThat(store.metadata()).isEqualTo(Map.of("key", "[1]"));
        }
    }

    @Test
    void refusesAFileCutAnywhereAndLeavesItAlone() throws Exception {
        byte[] whole = original().strip().getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length += 7) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            Files.write(db(), cut);

            assertThatThrownBy(() -> DbStore.open(folder))
                    .as("cut after %d bytes", length)
                    .isInstanceOf(StoreUnusableException.class)
                    .hasMessageStartingWith(db() + " cannot be used: ")
                    .hasMessageContaining("nothing was changed")
                    .hasMessageNotContaining("\n");
            assertThat(Files.readAllBytes(db())).isEqualTo(cut);
        }
    }

    @Test
    void refusesOtherVersionsAndWrongTypesByName() throws Exception {
        write(original().replace("\"version\": 4", "\"version\": 3"));
        assertThatThrownBy(() -> DbStore.open(folder))
                .hasMessageContaining("it has version 3, and this server reads version 4");
        write(original().replace("\"version\": 4,", ""));
        assertThatThrownBy(() -> DbStore.open(folder)).hasMessageContaining("does not say that it has version 4");
        write(original().replace("\"reconnect_delay_seconds\": 15", "\"reconnect_delay_seconds\": \"soon\""));
        assertThatThrownBy(() -> DbStore.open(folder))
                .hasMessageContaining("process." + INGEST + ".config.reconnect_delay_seconds must be a whole number");
        Files.write(db(), new byte[] {'{', (byte) 0xff, '}'});
        assertThatThrownBy(() -> DbStore.open(folder)).hasMessageContaining("no UTF-8");
    }

    @Test
    void keepsTheStateBeforeTheLastChangeAndPointsToIt() throws Exception {
        try (DbStore store = DbStore.open(folder)) {
            store.put(process("one", "a"));
            String first = read();
            store.put(process("two", "a"));

            assertThat(Files.readString(folder.resolve("db.json.bak"))).isEqualTo(first);
        }
        write("{");

        assertThatThrownBy(() -> DbStore.open(folder))
                .hasMessageContaining(folder.resolve("db.json.bak") + ", the state before");
    }

    @Test
    void showsAddressesToNobodyElseAndKeepsOtherRightsThatSomebodyGave() throws Exception {
        try (DbStore store = DbStore.open(folder)) {
            store.put(process("one", "a"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(db())))
                    .isEqualTo("rw-------");
            Files.setPosixFilePermissions(db(), PosixFilePermissions.fromString("rw-r-----"));
            store.put(process("two", "a"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(db())))
                    .isEqualTo("rw-r-----");
        }
    }

    @Test
    void makesNoFolderUntilThereIsSomethingToKeep() throws Exception {
        Path later = folder.resolve("a/b");
        try (DbStore store = DbStore.open(later)) {
            assertThat(later).doesNotExist();
            store.put(process("one", "a"));
            assertThat(later.resolve("db.json")).exists();
        }
    }

    @Test
    void letsOneServerAtATimeHaveAFolder() throws Exception {
        try (DbStore first = DbStore.open(folder)) {
            first.put(process("one", "a"));
            assertThatThrownBy(() -> DbStore.open(folder))
                    .isInstanceOf(StoreUnusableException.class)
                    .hasMessageContaining("another server uses it");
        }
        DbStore.open(folder).close();
    }

    @Test
    void hasChangedNothingWhenTheDiskRefuses() throws Exception {
        try (DbStore store = DbStore.open(folder)) {
            store.put(process("one", "a"));
            String before = read();
            // The name of the new file is taken by a folder that cannot be deleted, as it is not empty.
            Files.createDirectories(folder.resolve("db.json.new/full"));

            assertThatThrownBy(() -> store.put(process("two", "a"))).isInstanceOf(IOException.class);

            assertThat(store.processes()).hasSize(1);
            assertThat(read()).isEqualTo(before);
            Files.delete(folder.resolve("db.json.new/full"));
            Files.delete(folder.resolve("db.json.new"));
            store.put(process("three", "a"));
            assertThat(store.processes())
                    .extracting(p -> p.config().id().value())
                    .containsExactly("one", "three");
        }
    }

    @Test
    void losesNothingWhenManyWriteAtOnce() throws Exception {
        try (DbStore store = DbStore.open(folder);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writes = IntStream.range(0, 60)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> {
                        store.put(process("p" + i, "x"));
                        return null;
                    }))
                    .toList();
            for (Future<?> write : writes) {
                write.get();
            }
        }
        try (DbStore store = DbStore.open(folder)) {
            assertThat(store.processes())
                    .extracting(p -> p.config().id().value())
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 60).mapToObj(i -> "p" + i).toList());
        }
    }

    @Test
    void givesARenamedProcessThePlaceOfTheOld() throws Exception {
        try (DbStore store = DbStore.open(folder)) {
            store.put(process("one", "a"));
            store.put(process("two", "a"));
            store.replace(new StreamId("one"), process("uno", "b"));

            assertThat(store.processes())
                    .extracting(p -> p.config().id().value())
                    .containsExactly("uno", "two");
        }
    }

    private static StoredProcess process(String id, String address) {
        ProcessConfig config = ProcessConfig.empty(new StreamId(id))
                .withIos(List.of(ProcessIo.of("in", address)), List.of(ProcessIo.of("out", "-")));
        return new StoredProcess(config, 1, 2, Order.STOP, "^6.1.0", Map.of(), Map.of());
    }

    private Path db() {
        return folder.resolve("db.json");
    }

    private String read() throws IOException {
        return Files.readString(db());
    }

    private void write(String text) throws IOException {
        Files.writeString(db(), text);
    }

    private static String original() throws IOException {
        try (InputStream in = Objects.requireNonNull(DbStoreTest.class.getResourceAsStream("/store/original.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
