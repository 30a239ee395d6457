package org.dragonfork.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({"http://192.0.2.1/whep/x", "https://[2001:db8::1]:8443/whep/x"})
    void refusesAServerElsewhereUnlessItIsOnesOwn(String url) {
        assertThat(run("--url", url, "--viewers", "1")).isEqualTo(2);

        assertThat(err.toString()).contains("--i-own-this-server").contains("is not this machine");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://127.0.0.1/x, 1, 1s, 0, whole http",
        "/whep/x, 1, 1s, 0, whole http",
        "http://me:secret@127.0.0.1/x, 1, 1s, 0, --token",
        "http://127.0.0.1/x, 0, 1s, 0, 1 to 10000",
        "http://127.0.0.1/x, 10001, 1s, 0, 1 to 10000",
        "http://127.0.0.1/x, 1, soon, 0, --duration wants",
        "http://127.0.0.1/x, 1, 1s, 100, --loss wants"
    })
    void refusesWhatCannotBeUsed(String url, String viewers, String duration, String loss, String why) {
        assertThat(run("--url", url, "--viewers", viewers, "--duration", duration, "--loss", loss))
                .isEqualTo(2);

        assertThat(err.toString()).contains(why).doesNotContain("secret");
    }

    @Test
    void refusesAProcessThatThereIsNot() {
        assertThat(run("--url", "http://127.0.0.1:1/x", "--viewers", "1", "--server-pid", "999999999"))
                .isEqualTo(2);

        assertThat(err.toString()).contains("no process 999999999");
    }

    @Test
    void helpSaysWhomItMayBeAimedAt() {
        assertThat(run("--help")).isZero();

        assertThat(out.toString()).contains("--viewers", "--loss", "--server-pid", "a server of your own");
    }

    @Test
    void readsTimes() {
        assertThat(LoadDuration.read("500ms")).contains(Duration.ofMillis(500));
        assertThat(LoadDuration.read("20")).contains(Duration.ofSeconds(20));
        assertThat(LoadDuration.read("2m")).contains(Duration.ofMinutes(2));
        assertThat(LoadDuration.read("-1s")).isEmpty();
        assertThat(LoadDuration.read("1d")).isEmpty();
    }

    @Test
    void sharesAreTakenByNearestRank() {
        var times = new Times();
        for (int i = 1000; i >= 1; i--) {
            times.add(i * 1_000_000L);
        }

        assertThat(times.quantiles()).isEqualTo(new Quantiles(1000, 500, 950, 990, 1000));
        assertThat(new Times().quantiles().p50()).isNaN();
    }

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
    }
}
