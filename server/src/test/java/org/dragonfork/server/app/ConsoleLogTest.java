package org.dragonfork.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.core.status.Status;
import java.util.Objects;
import java.util.ServiceLoader;
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
    void shippedConfigurationLetsJettySpeakOfTroubleOnlyAndHasNoFault() {
        // Tests run with a configuration of their own, so the shipped one is put into a context of its own.
        var context = new LoggerContext();
        try {
            ConsoleConfigurator.apply(context);

            assertThat(context.getLogger("org.eclipse.jetty.server").isInfoEnabled())
                    .isFalse();
            assertThat(context.getLogger("org.dragonfork").isInfoEnabled()).isTrue();
            assertThat(context.getLogger("ROOT").getAppender("CONSOLE"))
                    .satisfies(console -> assertThat(
                                    Objects.requireNonNull(console).isStarted())
                            .isTrue());
            assertThat(context.getStatusManager().getCopyOfStatusList())
                    .noneMatch(status -> status.getEffectiveLevel() >= Status.WARN);
        } finally {
            context.stop();
        }
    }

    @Test
    void aFileOfOnesOwnGoesFirst() {
        var context = new LoggerContext();

        // Here that of the tests.
        assertThat(new ConsoleConfigurator().configure(context)).isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
        assertThat(context.getLogger("ROOT").getAppender("CONSOLE")).isNull();
    }

    @Test
    void logbackFindsTheShippedConfiguration() {
        assertThat(ServiceLoader.load(Configurator.class).stream().map(ServiceLoader.Provider::type))
                .contains(ConsoleConfigurator.class);
    }
}
