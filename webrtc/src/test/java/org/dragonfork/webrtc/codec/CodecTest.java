package org.dragonfork.webrtc.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for every codec. */
class CodecTest {
    private static final List<Codec> ALL = List.of(
            new H264(), new H265(), new Vp8(), new Vp9(), new Av1(), new Opus(), new Pcmu(), new Pcma(), new G722());

    @Test
    void audioIsAlwaysAKeyFrame() {
        assertThat(ALL)
                .filteredOn(codec -> codec.kind() == MediaKind.AUDIO)
                .hasSize(4)
                .allMatch(codec -> codec.startsKeyFrame(new byte[1], 0, 1))
                .allMatch(codec -> codec.carriesParameterSets(new byte[1], 0, 1));
    }

    @Test
    void videoRunsAtNinetyKilohertzAndWritesNoChannels() {
        assertThat(ALL)
                .filteredOn(codec -> codec.kind() == MediaKind.VIDEO)
                .hasSize(5)
                .allMatch(codec -> codec.clockRate() == 90_000 && codec.channels() == 0);
    }

    @Test
    void opusAnnouncesStereoOnlyWhenTheStreamIsStereo() {
        assertThat(new Opus(true).answerFormatParameters(Map.of("minptime", "10")))
                .isEqualTo("sprop-stereo=1");
        assertThat(new Opus().answerFormatParameters(Map.of("minptime", "10", "stereo", "1")))
                .isEmpty();
        assertThat(new Opus().channels()).isEqualTo(2);
    }

    @Test
    void inspectsAnyPayloadWithoutThrowing() {
        var random = new Random(20_261_122);
        for (int round = 0; round < 200_000; round++) {
            byte[] packet = new byte[random.nextInt(24)];
            random.nextBytes(packet);
            int offset = packet.length == 0 ? 0 : random.nextInt(packet.length);
            Codec codec = ALL.get(random.nextInt(ALL.size()));
            assertThatCode(() -> {
                        codec.startsKeyFrame(packet, offset, packet.length - offset);
                        codec.carriesParameterSets(packet, offset, packet.length - offset);
                        H264.profileOfSps(packet, offset, packet.length - offset);
                        H265.ofSps(packet);
                    })
                    .doesNotThrowAnyException();
        }
    }
}
