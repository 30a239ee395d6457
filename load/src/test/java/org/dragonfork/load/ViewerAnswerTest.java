package org.dragonfork.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.dragonfork.webrtc.codec.MediaKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewerAnswerTest {
    private static final String GOOD = AnswerText.passiveLite(4000);

    @Test
    void readsALiteServerThatWaitsForTheHandshake() throws BadAnswer {
        ViewerAnswer answer = ViewerAnswer.read(GOOD);

        assertThat(answer.lite()).isTrue();
        assertThat(answer.dtlsServer()).isFalse();
        assertThat(answer.candidates()).hasSize(2).allMatch(address -> address.getPort() == 4000);
        assertThat(answer.tracks())
                .containsExactly(new AcceptedTrack(MediaKind.VIDEO, 102, "H264", 90_000, true, true, 6));
    }

    @Test
    void takesTheServersPartWhenTheAnswerIsActive() throws BadAnswer {
        ViewerAnswer answer = ViewerAnswer.read(
                AnswerText.active("server", "abcdefghijklmnopqrstuvwx", AnswerText.FINGERPRINT, 4000));

        assertThat(answer.dtlsServer()).isTrue();
        assertThat(answer.lite()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "a=ice-ufrag:server, a=x:y, no_ice_credentials",
        "a=ice-pwd:abcdefghijklmnopqrstuvwx, a=ice-pwd:short, no_ice_credentials",
        "a=fingerprint:sha-256, a=fingerprint:, bad_fingerprint",
        "00:11:22, zz:11:22, bad_fingerprint",
        "a=candidate, a=nothing, no_candidate",
        "a=sendonly, a=inactive, no_track_accepted",
        "m=video 9, m=video 0, no_track_accepted",
        "v=0, v=1, bad_sdp"
    })
    void whatIsMissingIsNamed(String what, String instead, String reason) {
        assertThatThrownBy(() -> ViewerAnswer.read(GOOD.replace(what, instead)))
                .isInstanceOfSatisfying(
                        BadAnswer.class,
                        bad -> assertThat(bad.failure().reason()).isEqualTo(reason));
    }

    @Test
    void neverThrowsAnythingElseOnAnyText() {
        var dice = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(GOOD);
            for (int changes = dice.nextInt(1, 8); changes > 0; changes--) {
                int at = dice.nextInt(text.length());
                switch (dice.nextInt(3)) {
                    case 0 -> text.setCharAt(at, (char) dice.nextInt(128));
                    case 1 -> text.delete(at, Math.min(text.length(), at + dice.nextInt(40)));
                    default -> text.insert(at, text.substring(at, Math.min(text.length(), at + 20)));
                }
            }
            try {
                assertThat(ViewerAnswer.read(text.toString()).candidates()).isNotEmpty();
            } catch (BadAnswer e) {
                assertThat(e.failure().reason()).isNotEmpty();
            }
        }
    }
}
