package org.dragonfork.webrtc.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.dragonfork.webrtc.codec.Codec;
import org.dragonfork.webrtc.codec.H264;
import org.dragonfork.webrtc.codec.MediaKind;
import org.dragonfork.webrtc.codec.Opus;
import org.dragonfork.webrtc.codec.Pcmu;
import org.dragonfork.webrtc.codec.Vp9;
import org.junit.jupiter.api.Test;

/** Mutated real offers, fragments and plain noise: readers give a value or their own exception, answers a result. */
class SdpFuzzTest {
    private static final int ROUNDS = 2000;

    private static final String FRAGMENT = SdpFragmentWriter.restart(Answering.LOCAL, MediaKind.VIDEO, "0");

    private static final Codec[][] STREAMS = {
        {Answering.H264_BASELINE, Answering.OPUS}, {new H264()}, {new Opus()}, {new Vp9(), new Pcmu()}
    };

    /** Pieces that mean something to the readers, so that mutations go deep. */
    private static final List<String> PIECES = List.of(
            "a=mid:0",
            "a=mid:",
            "a=group:BUNDLE",
            "a=group:BUNDLE 0 1",
            "a=bundle-only",
            "a=inactive",
            "a=setup:",
            "a=fingerprint:sha-256 00",
            "a=fingerprint:",
            "a=ice-ufrag:",
            "a=ice-pwd:x",
            "a=rtpmap:0 H264/90000",
            "a=fmtp:108 ",
            "a=extmap:1",
            "a=extmap:0/ x",
            "m=video 0 UDP/TLS/RTP/SAVPF 96",
            "m=audio 9 RTP/SAVPF x",
            "a=candidate:",
            "a=candidate:1 1 udp 1 :: 9 typ host",
            "a=end-of-candidates",
            "=",
            ":",
            "/",
            " ",
            "\0",
            "\r",
            "\n",
            "\r\n",
            "-1",
            "99999999999",
            "65",
            "\u00df",
            "a=rtcp-fb:* ",
            "c=",
            "t=",
            "v=0");

    private static String mutate(String text, Random random) {
        var mutated = new StringBuilder(text);
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes && mutated.length() > 0; i++) {
            int at = random.nextInt(mutated.length());
            int end = Math.min(mutated.length(), at + random.nextInt(12));
            switch (random.nextInt(6)) {
                case 0 -> mutated.delete(at, end);
                case 1 -> mutated.setCharAt(at, (char) random.nextInt(128));
                case 2 -> mutated.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 3 -> mutated.insert(lineStart(mutated, at), PIECES.get(random.nextInt(PIECES.size())) + "\r\n");
                case 4 -> mutated.delete(lineStart(mutated, at), lineEnd(mutated, at));
                default -> mutated.insert(at, mutated.substring(at, end));
            }
        }
        return mutated.toString();
    }

    private static int lineStart(StringBuilder text, int at) {
        return text.lastIndexOf("\n", at) + 1;
    }

    private static int lineEnd(StringBuilder text, int at) {
        int feed = text.indexOf("\n", at);
        return feed < 0 ? text.length() : feed + 1;
    }

    private static String noise(Random random) {
        return random.ints(random.nextInt(200), 0, 256)
                .collect(StringBuilder::new, (text, c) -> text.append((char) c), StringBuilder::append)
                .toString();
    }

    private static List<String> inputs(List<String> seeds, Random random) {
        var inputs = new ArrayList<String>();
        for (int i = 0; i < ROUNDS; i++) {
            inputs.add(
                    random.nextInt(20) == 0 ? noise(random) : mutate(seeds.get(random.nextInt(seeds.size())), random));
        }
        return inputs;
    }

    private static <T> Optional<T> readOrRefuse(Function<String, T> reader, String text) {
        try {
            return Optional.of(reader.apply(text));
        } catch (SdpSyntaxException e) {
            assertThat(e.line()).isBetween(0, SdpText.MAX_LINES + 1);
            return Optional.empty();
        }
    }

    private static List<String> offers() {
        return OfferFiles.all().stream().map(OfferFiles::read).toList();
    }

    @Test
    void readsOrRefusesMutatedOffersAndWritesBackWhatItRead() {
        int read = 0;
        for (String text : inputs(offers(), new Random(1))) {
            Optional<SessionDescription> session = readOrRefuse(SdpReader::read, text);
            if (session.isPresent()) {
                read++;
                assertThat(SdpReader.read(SdpWriter.write(session.get()))).isEqualTo(session.get());
            }
        }
        assertThat(read).isBetween(ROUNDS / 10, ROUNDS);
    }

    @Test
    void answersMutatedOffersWithAResultAndAlwaysWithSdp() {
        var random = new Random(2);
        int accepted = 0;
        for (String text : inputs(offers(), random)) {
            NegotiationResult result = Answering.answer(text, STREAMS[random.nextInt(STREAMS.length)]);
            if (result instanceof NegotiationResult.Accepted answer) {
                accepted++;
                SessionDescription session = SdpReader.read(answer.answer());
                assertThat(session.media()).hasSameSizeAs(SdpReader.read(text).media());
                assertThat(answer.tracks()).isNotEmpty();
            }
        }
        assertThat(accepted).isBetween(ROUNDS / 10, ROUNDS);
    }

    @Test
    void readsOrRefusesMutatedFragments() {
        int read = 0;
        for (String text : inputs(List.of(FRAGMENT, FRAGMENT + FRAGMENT.replace("mid:0", "mid:1")), new Random(3))) {
            Optional<SdpFragment> fragment = readOrRefuse(SdpFragmentReader::read, text);
            if (fragment.isPresent()) {
                read++;
                assertThat(fragment.get().candidates()).hasSizeLessThan(SdpText.MAX_LINES);
            }
        }
        assertThat(read).isBetween(ROUNDS / 10, ROUNDS);
    }

    @Test
    void givesAResultForEachMutatedAnswerToAnOfferOfTheServer() {
        var random = new Random(13);
        var offer = CounterOffer.of(Answering.stream(Answering.H264_BASELINE, Answering.OPUS), Answering.LOCAL);
        int taken = 0;
        for (int round = 0; round < ROUNDS; round++) {
            AnswerResult result = offer.take(mutate(CounterOfferTest.ANSWER, random));
            if (result instanceof AnswerResult.Accepted accepted) {
                taken++;
                assertThat(accepted.tracks()).isNotEmpty();
                assertThat(accepted.remote().fingerprints()).isNotEmpty();
            }
        }
        assertThat(taken).as("some mutations are harmless").isPositive();
    }
}
