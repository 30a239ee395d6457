package org.dragonfork.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GlobTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "* anything true",
                "cam* cam1 true",
                "cam* door false",
                "*:ingest:* restreamer-ui:ingest:0c9a true",
                "*:ingest:* restreamer-ui:egress:0c9a false",
                "cam? cam1 true",
                "cam? cam12 false",
                "cam[1-3] cam2 true",
                "cam[1-3] cam4 false",
                "cam[!1-3] cam4 true",
                "{cam,door}* door7 true",
                "{cam,door}* roof false",
                "a\\*b a*b true",
                "a\\*b axb false",
                "*a*b*c xaybzc true",
                "cam cam1 false",
            })
    void matchesAsShellsDo(String pattern, String text, boolean matches) {
        assertThat(Glob.of(pattern).orElseThrow().matches(text)).isEqualTo(matches);
    }

    @Test
    void refusesWhatIsNoPattern() {
        assertThat(Glob.of("cam[1")).isEmpty();
        assertThat(Glob.of("{cam")).isEmpty();
        assertThat(Glob.of("cam\\")).isEmpty();
        assertThat(Glob.of("x".repeat(501))).isEmpty();
        assertThat(Glob.of("{a,b}".repeat(60))).isEmpty();
    }

    @Test
    void takesNoLongerForAPatternThatIsMadeToTakeLong() {
        assertThat(Glob.of("*a".repeat(200) + "b").orElseThrow().matches("a".repeat(200)))
                .isFalse();
    }

    @Test
    void ofPathsGoesPastASlashOnlyWithTwoStars() {
        assertThat(Glob.ofPaths("/*.ts").orElseThrow().matches("/a.ts")).isTrue();
        assertThat(Glob.ofPaths("/*.ts").orElseThrow().matches("/a/b.ts")).isFalse();
        assertThat(Glob.ofPaths("/**.ts").orElseThrow().matches("/a/b.ts")).isTrue();
        assertThat(Glob.ofPaths("/a?b").orElseThrow().matches("/a/b")).isFalse();
        assertThat(Glob.ofPaths("/a[!x]b").orElseThrow().matches("/a/b")).isFalse();
        assertThat(Glob.ofPaths("/{a,b}/**").orElseThrow().matches("/b/c/d")).isTrue();
    }
}
