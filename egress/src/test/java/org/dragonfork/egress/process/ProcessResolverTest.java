package org.dragonfork.egress.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dragonfork.egress.process.Configs.io;
import static org.dragonfork.egress.process.Configs.mistakes;
import static org.dragonfork.egress.process.Configs.process;
import static org.dragonfork.egress.process.Configs.reading;
import static org.dragonfork.egress.process.Configs.spec;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.supervise.LegMode;
import org.dragonfork.egress.supervise.ProcessSpec;
import org.dragonfork.egress.supervise.WebrtcLegs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessResolverTest {
    private static final List<ProcessIo> NULL = List.of(io("null", "-", "-f", "null"));

    @Test
    void carriesOverEverythingThatAProcessHas() {
        ProcessSpec spec = spec(process(
                "cam",
                List.of(io("in", "rtsp://192.0.2.1/1", "-rtsp_transport", "tcp")),
                List.of(io("rec", "/data/a.mp4", "-c", "copy")),
                "-loglevel",
                "info"));

        assertThat(spec.id()).isEqualTo(new StreamId("cam"));
        assertThat(spec.reference()).isEqualTo("hall");
        assertThat(spec.options()).containsExactly("-loglevel", "info");
        assertThat(spec.inputs())
                .containsExactly(
                        new ProcessSpec.MediaInput("in", "rtsp://192.0.2.1/1", List.of("-rtsp_transport", "tcp")));
        assertThat(spec.outputs())
                .containsExactly(new ProcessSpec.MediaOutput("rec", "/data/a.mp4", List.of("-c", "copy")));
        assertThat(spec.policy().reconnectDelay()).isEqualTo(Duration.ofSeconds(3));
        assertThat(spec.policy().staleTimeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(spec.limits().waitFor()).isEqualTo(Duration.ofSeconds(5));
        assertThat(spec.legs()).isEmpty();
    }

    @Test
    void makesLegsOfTheWebrtcBlock() {
        ProcessConfig plain = process("cam", List.of(io("in", "rtsp://192.0.2.1/1")), List.of());
        var webrtc =
                new WebrtcSettings(true, WebrtcMode.AUTO, false, 100, 101, "0:v:1", "1:a:0", false, false, Map.of());

        WebrtcLegs legs = spec(with(plain, webrtc)).legs().orElseThrow();

        assertThat(legs.videoMode()).isEqualTo(LegMode.AUTO);
        assertThat(legs.videoPayloadType()).isEqualTo(100);
        assertThat(legs.audioMap()).isEqualTo("1:a:0");
        var forced =
                new WebrtcSettings(true, WebrtcMode.COPY, true, 100, 101, "0:v:1", "1:a:0", false, false, Map.of());
        assertThat(spec(with(plain, forced)).legs().orElseThrow().audioMode()).isEqualTo(LegMode.TRANSCODE);
    }

    private static ProcessConfig with(ProcessConfig config, WebrtcSettings webrtc) {
        return new ProcessConfig(
                config.id(),
                config.type(),
                config.reference(),
                config.inputs(),
                config.outputs(),
                config.options(),
                config.reconnect(),
                config.reconnectDelaySeconds(),
                config.autostart(),
                config.staleTimeoutSeconds(),
                config.limits(),
                webrtc,
                config.unknown());
    }

    @Test
    void putsValuesInThePlaceOfPlaceholders() {
        ProcessSpec spec = spec(process(
                "restreamer-ui:ingest:1",
                List.of(io("{processid}-in", "file:{diskfs}/{inputid}.mp4", "-metadata", "{reference}")),
                List.of(io("o", "{fs:disk}/{processid}_{outputid}.mp4", "-metadata", "comment={outputid}")),
                "-metadata",
                "{diskfs} {processid}"));

        assertThat(spec.inputs().getFirst())
                .isEqualTo(new ProcessSpec.MediaInput(
                        "restreamer-ui:ingest:1-in",
                        "file:/data/restreamer-ui:ingest:1-in.mp4",
                        List.of("-metadata", "hall")));
        assertThat(spec.outputs().getFirst().address()).isEqualTo("/data/restreamer-ui:ingest:1_o.mp4");
        assertThat(spec.outputs().getFirst().options()).containsExactly("-metadata", "comment=o");
        assertThat(spec.options())
                .as("ids have no value there, as in the original")
                .containsExactly("-metadata", "/data {processid}");
    }

    @Test
    void escapesACharacterAsTheOriginalDoes() {
        ProcessSpec spec = spec(process(
                "cam", List.of(io("a:b\\c", "x", "-metadata", "{inputid^:}|{inputid^\\}|{inputid,k=v}")), NULL));

        assertThat(spec.inputs().getFirst().options().get(1)).isEqualTo("a\\\\:b\\\\\\c|a:b\\\\\\c|a:b\\c");
    }

    @Test
    void leavesBracesAloneThatAreNoPlaceholders() {
        String graph = "drawtext=text='%{localtime}':x={w},{unknown^:} {} {A}";

        assertThat(spec(reading("x", "-metadata", graph))
                        .inputs()
                        .getFirst()
                        .options()
                        .get(1))
                .isEqualTo(graph);
    }

    @Test
    void doesNotLookAgainAtWhatItPutIn() {
        ProcessSpec spec =
                spec(process("{diskfs}", List.of(io("{inputid}", "{processid}", "-metadata", "{inputid}")), NULL));

        assertThat(spec.inputs().getFirst().address()).isEqualTo("{diskfs}");
        assertThat(spec.inputs().getFirst().options().get(1)).isEqualTo("{inputid}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{memfs}/a.m3u8", "{fs:mem}/a", "{rtmp,name=x}", "{srt,name=x,latency=20}", "{fs:bucket}/a"})
    void saysWhichPlaceholdersThisServerHasNot(String address) {
        assertThat(mistakes(reading(address))).singleElement().asString().startsWith("input[0].address: {");
        assertThat(mistakes(process("cam", List.of(io("in", "x")), NULL, "-metadata", address)))
                .singleElement()
                .asString()
                .startsWith("options[1]: {");
    }

    @Test
    void putsTheAddressOfAnOutputInThePlaceOfAReference() {
        ProcessConfig other =
                process("a:b", List.of(io("in", "x")), List.of(io("o-{processid}", "{diskfs}/{outputid}.ts")));

        ProcessSpec spec = spec(
                reading("#a:b:output=o-a:b"), id -> id.value().equals("a:b") ? Optional.of(other) : Optional.empty());

        assertThat(spec.inputs().getFirst().address()).isEqualTo("/data/o-a:b.ts");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#cam:output=out|refers to the process itself",
                "#other:output=out|the process other, which does not exist",
                "#peer:output=none|the output none, which the process peer does not have",
                "#peer:output=pipe|an output that nobody can read",
                "#peer:output=tee|an output that nobody can read",
                "#back:output=out|that is a circle",
                "#far:output=out|that is a circle",
                "#peer|is no reference",
                "#:output=x|is no reference",
                "#peer:output=|is no reference",
            })
    void refusesReferencesThatLeadNowhere(String address, String why) {
        List<ProcessIo> outputs = List.of(
                io("out", "udp://192.0.2.9:5000", "-f", "mpegts"),
                io("pipe", "-", "-f", "null"),
                io("tee", "[f=mpegts]udp://192.0.2.9:1|[f=mpegts]udp://192.0.2.9:2", "-f", "tee"));
        Map<StreamId, ProcessConfig> table = Map.of(
                new StreamId("peer"), process("peer", List.of(io("in", "x")), outputs),
                new StreamId("back"), process("back", List.of(io("in", "#cam:output=out")), outputs),
                new StreamId("far"), process("far", List.of(io("in", "#back:output=out")), outputs));

        var resolution = Configs.resolver().resolve(reading(address), id -> Optional.ofNullable(table.get(id)));

        assertThat(mistakes(resolution))
                .singleElement()
                .asString()
                .startsWith("input[0].address")
                .contains(why);
    }

    @Test
    void circlesOfOthersAreTheirOwnMistake() {
        Map<StreamId, ProcessConfig> table = Map.of(
                new StreamId("a"),
                        process("a", List.of(io("in", "#b:output=o")), List.of(io("o", "udp://192.0.2.9:1"))),
                new StreamId("b"),
                        process("b", List.of(io("in", "#a:output=o")), List.of(io("o", "udp://192.0.2.9:2"))));

        assertThat(spec(reading("#a:output=o"), id -> Optional.ofNullable(table.get(id)))
                        .inputs()
                        .getFirst()
                        .address())
                .isEqualTo("udp://192.0.2.9:1");
    }

    @Test
    void reportsAllMistakesTogetherAndNoAddress() {
        List<String> mistakes = mistakes(process(
                "cam",
                List.of(io("in", "#cam:output=x"), io("in2", "{memfs}/x", "-i", "rtsp://u:secret@h/")),
                List.of(io("out", "/etc/passwd-secret")),
                "/tmp/secret"));

        assertThat(mistakes)
                .hasSize(5)
                .allMatch(line -> !line.contains("\n"))
                .noneMatch(line -> line.contains("secret"));
    }
}
