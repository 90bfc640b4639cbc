package io.leadservice.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;

class LogAppenderTest {

    @Test
    void tellsOfABurstAtItsEndAndStops() {
        // Given
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        ListAppender<ILoggingEvent> written = new ListAppender<>();
        written.setContext(context);
        written.start();
        LogAppender appender = new LogAppender();
        appender.setContext(context);
        appender.addAppender(written);
        appender.start();
        Logger logger = context.getLogger("burst");
        logger.addAppender(appender);

        // When there is one more than is written of a kind
        for (int i = 0; i <= LogBursts.MOST; i++) {
            logger.warn("redis is away try={}", i);
        }
        appender.stop();

        // Then
        assertThat(appender.isStarted()).isFalse();
        assertThat(written.list).hasSize(LogBursts.MOST + 1);
        assertThat(written.list.get(LogBursts.MOST).getFormattedMessage())
                .isEqualTo("lines left out left_out=1 like=redis is away try={}");
        context.stop();
    }
}
