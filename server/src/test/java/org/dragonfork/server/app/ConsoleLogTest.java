package org.dragonfork.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.status.Status;
import org.dragonfork.server.config.LogLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class ConsoleLogTest {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleLogTest.class);

    @AfterEach
    void restore() {
        ConsoleLog.show(LogLevel.INFO);
    }

    @ParameterizedTest
    @CsvSource({"SILENT, false, false", "ERROR, true, false", "INFO, true, false", "DEBUG, true, true"})
    void showsWhatTheLevelSays(LogLevel level, boolean error, boolean debug) {
        ConsoleLog.show(level);

        assertThat(LOG.isErrorEnabled()).isEqualTo(error);
        assertThat(LOG.isDebugEnabled()).isEqualTo(debug);
    }

    @Test
    void jettySpeaksOfTroubleOnly() {
        ConsoleLog.show(LogLevel.DEBUG);

        assertThat(LoggerFactory.getLogger("org.eclipse.jetty.server").isInfoEnabled())
                .isFalse();
    }

    @Test
    void loggingIsConfiguredWithoutComplaint() {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();

        assertThat(context.getStatusManager().getCopyOfStatusList())
                .isNotEmpty()
                .noneMatch(status -> status.getEffectiveLevel() >= Status.WARN);
    }
}
