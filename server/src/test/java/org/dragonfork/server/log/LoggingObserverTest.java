package org.dragonfork.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** Each failure that is counted has one line, with the word of the metric. */
class LoggingObserverTest {
    private static final StreamId LIVE = new StreamId("live");

    private static final SessionId SESSION = new SessionId("0123456789abcdef0123456789abcdef");

    private final Logger logger = (Logger) LoggerFactory.getLogger("dragonfork.webrtc");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private long nowNanos;
    private final LoggingObserver observer = new LoggingObserver(() -> nowNanos);
    private Level before = Level.INFO;

    @BeforeEach
    void listen() {
        before = logger.getEffectiveLevel();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        logger.setAdditive(true);
        logger.setLevel(before);
    }

    @ParameterizedTest
    @EnumSource(IceFailure.class)
    void saysWhyIceFailed(IceFailure reason) {
        observer.on(new EgressEvent.IceFailed(LIVE, SESSION, reason));

        assertThat(said()).singleElement().asString().contains("stream live").contains("reason=" + word(reason));
    }

    @ParameterizedTest
    @EnumSource(SessionEnd.class)
    void saysWhyASessionEnded(SessionEnd reason) {
        observer.on(new EgressEvent.SessionEnded(LIVE, SESSION, reason, "", Duration.ofSeconds(3)));

        assertThat(said()).singleElement().asString().contains("reason=" + reason.label());
    }

    @ParameterizedTest
    @EnumSource(LegFailure.class)
    void saysWhyALegFailed(LegFailure reason) {
        observer.on(new EgressEvent.LegFailed(LIVE, MediaKind.VIDEO, reason, "detail"));

        assertThat(said()).singleElement().asString().contains("video leg").contains("reason=" + word(reason));
    }

    @Test
    void saysWhichKindAndWhichScope() {
        observer.on(new EgressEvent.CodecMismatched(LIVE, MediaKind.AUDIO));
        observer.on(new EgressEvent.CapRejected(LIVE, CapScope.GLOBAL, 64));
        observer.on(new EgressEvent.CapRejected(LIVE, CapScope.STREAM, 8));

        assertThat(said()).hasSize(3);
        assertThat(said().get(0)).contains("kind=audio");
        assertThat(said().get(1)).contains("scope=global");
        assertThat(said().get(2)).contains("scope=stream");
    }

    @Test
    void foldsRefusalsToOneLineASecondWithACount() {
        for (int i = 0; i < 1000; i++) {
            observer.on(
                    new EgressEvent.WhepExchanged(WhepRoute.SUBSCRIBE, 404, Optional.empty(), Duration.ofMillis(1)));
        }
        assertThat(said()).singleElement().asString().contains("subscribe refused, code=404");
        nowNanos += 1_000_000_000L;
        observer.on(new EgressEvent.WhepExchanged(WhepRoute.SUBSCRIBE, 404, Optional.empty(), Duration.ofMillis(1)));

        assertThat(said()).hasSize(2);
        assertThat(said().getLast()).contains("999 times more");
    }

    @Test
    void saysTheRestOfAFloodThatIsOver() {
        for (int i = 0; i < 5; i++) {
            observer.on(new EgressEvent.CapRejected(LIVE, CapScope.GLOBAL, 64));
        }
        nowNanos += 1_000_000_000L;
        observer.flush();
        observer.flush();

        assertThat(said()).hasSize(2);
        assertThat(said().getLast()).contains("scope=global").contains("4 times more");
    }

    @Test
    void neverSaysTheWholeNameOfASession() {
        observer.on(new EgressEvent.IceFailed(LIVE, SESSION, IceFailure.TIMEOUT));

        assertThat(said()).noneMatch(line -> line.contains(SESSION.value()));
    }

    private List<String> said() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
