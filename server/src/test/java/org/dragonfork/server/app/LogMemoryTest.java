package org.dragonfork.server.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.dragonfork.server.http.LoggedLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogMemoryTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("some.place.Door");

    @BeforeEach
    void speak() {
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void hush() {
        logger.setLevel(null);
    }

    @Test
    void keepsTheNewestLines() {
        try (LogMemory memory = LogMemory.start(2)) {
            logger.info("one");
            logger.debug("not shown, so not kept");
            logger.warn("two {}", 2);
            logger.info("three");

            assertThat(memory.lines())
                    .filteredOn(line -> line.component().equals("Door"))
                    .extracting(LoggedLine::message)
                    .containsExactly("two 2", "three");
            assertThat(memory.lines()).hasSize(2);
        }
    }

    @Test
    void cutsLinesThatAreTooLong() {
        try (LogMemory memory = LogMemory.start(10)) {
            logger.info("x".repeat(5_000));

            assertThat(memory.lines().getLast().message()).hasSize(2_003).endsWith("...");
        }
    }

    @Test
    void keepsNothingWhenItIsClosedOrNotWanted() {
        LogMemory memory = LogMemory.start(10);
        memory.close();
        try (LogMemory none = LogMemory.start(0)) {
            logger.info("one");

            assertThat(none.lines()).isEmpty();
        }
        assertThat(memory.lines()).isEmpty();
    }
}
