package org.dragonfork.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.dragonfork.egress.event.CapScope;
import org.dragonfork.egress.event.EgressEvent;
import org.dragonfork.egress.event.IceFailure;
import org.dragonfork.egress.event.LegFailure;
import org.dragonfork.egress.event.SessionEnd;
import org.dragonfork.egress.event.SessionId;
import org.dragonfork.egress.event.StreamId;
import org.dragonfork.egress.event.WhepRoute;
import org.dragonfork.webrtc.codec.MediaKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each failure that is counted has one line, with the word of the metric. */
class LoggingObserverTest {
    private static final StreamId LIVE = new StreamId("live");

    private static final SessionId SESSION = new SessionId("0123456789abcdef0123456789abcdef");

    @RegisterExtension
    private final LinesOfLogger logger = new LinesOfLogger("dragonfork.webrtc");

    private long nowNanos;
    private final LoggingObserver observer = new LoggingObserver(() -> nowNanos);

    @ParameterizedTest
    @EnumSource(IceFailure.class)
    void saysWhyIceFailed(IceFailure reason) {
        observer.on(new EgressEvent.IceFailed(LIVE, SESSION, reason));

        assertThat(logger.said())
                .singleElement()
                .asString()
                .contains("stream live")
                .contains("reason=" + word(reason));
    }

    @ParameterizedTest
    @EnumSource(SessionEnd.class)
    void saysWhyASessionEnded(SessionEnd reason) {
        observer.on(new EgressEvent.SessionEnded(LIVE, SESSION, reason, "", Duration.ofSeconds(3)));

        assertThat(logger.said()).singleElement().asString().contains("reason=" + reason.label());
    }

    @ParameterizedTest
    @EnumSource(LegFailure.class)
    void saysWhyALegFailed(LegFailure reason) {
        observer.on(new EgressEvent.LegFailed(LIVE, MediaKind.VIDEO, reason, "detail"));

        assertThat(logger.said())
                .singleElement()
                .asString()
                .contains("video leg")
                .contains("reason=" + word(reason));
    }

    @Test
    void saysWhichKindAndWhichScope() {
        observer.on(new EgressEvent.CodecMismatched(LIVE, MediaKind.AUDIO));
        observer.on(new EgressEvent.CapRejected(LIVE, CapScope.GLOBAL, 64));
        observer.on(new EgressEvent.CapRejected(LIVE, CapScope.STREAM, 8));

        assertThat(logger.said()).hasSize(3);
        assertThat(logger.said().get(0)).contains("kind=audio");
        assertThat(logger.said().get(1)).contains("scope=global");
        assertThat(logger.said().get(2)).contains("scope=stream");
    }

    @Test
    void foldsRefusalsToOneLineASecondWithACount() {
        for (int i = 0; i < 1000; i++) {
            observer.on(
                    new EgressEvent.WhepExchanged(WhepRoute.SUBSCRIBE, 404, Optional.empty(), Duration.ofMillis(1)));
        }
        assertThat(logger.said()).singleElement().asString().contains("subscribe refused, code=404");
        nowNanos += 1_000_000_000L;
        observer.on(new EgressEvent.WhepExchanged(WhepRoute.SUBSCRIBE, 404, Optional.empty(), Duration.ofMillis(1)));

        assertThat(logger.said()).hasSize(2);
        assertThat(logger.said().getLast()).contains("999 times more");
    }

    @Test
    void saysTheRestOfAFloodThatIsOver() {
        for (int i = 0; i < 5; i++) {
            observer.on(new EgressEvent.CapRejected(LIVE, CapScope.GLOBAL, 64));
        }
        nowNanos += 1_000_000_000L;
        observer.flush();
        observer.flush();

        assertThat(logger.said()).hasSize(2);
        assertThat(logger.said().getLast()).contains("scope=global").contains("4 times more");
    }

    @Test
    void neverSaysTheWholeNameOfASession() {
        observer.on(new EgressEvent.IceFailed(LIVE, SESSION, IceFailure.TIMEOUT));

        assertThat(logger.said()).noneMatch(line -> line.contains(SESSION.value()));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
