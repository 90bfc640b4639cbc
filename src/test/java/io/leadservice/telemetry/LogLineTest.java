package io.leadservice.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LogLineTest {

    @Test
    void takesAMessageApartIntoWordsAndValues() {
        LogLine line = LogLine.of(
                "request failed code={} reason={}",
                "request failed code=deadline reason=no time left for stage.scoring");

        assertThat(line.message()).isEqualTo("request failed");
        assertThat(line.fields())
                .containsExactly(entry("code", "deadline"), entry("reason", "no time left for stage.scoring"));
    }

    @Test
    void keepsValuesThatStandInTheCode() {
        LogLine line = LogLine.of("store breaker from=closed to=open", "store breaker from=closed to=open");

        assertThat(line.fields()).containsExactly(entry("from", "closed"), entry("to", "open"));
    }

    @Test
    void leavesAMessageOfAnotherFormAlone() {
        assertThat(LogLine.of("Started {} in {}", "Started a=b in 3").message()).isEqualTo("Started a=b in 3");
    }

    @Test
    void doesNotWriteAMemberTwice() {
        assertThat(LogLine.of("x level={}", "x level=7").fields()).containsOnlyKeys("level_");
    }

    @Test
    void writesTheFirstOfEqualErrorsAndThenTheirNumber() {
        // Given
        LogBursts bursts = new LogBursts();
        LoggingEvent event = new LoggingEvent(
                "",
                new LoggerContext().getLogger("io.leadservice.x"),
                Level.WARN,
                "away reason={}",
                null,
                new Object[] {"y"});

        // When
        long written = IntStream.range(0, 500).filter(i -> bursts.admits(event)).count();
        List<Integer> told = new ArrayList<>();
        bursts.end((line, count) -> told.add(count));
        bursts.end((line, count) -> told.add(count));

        // Then
        assertThat(written).isEqualTo(LogBursts.MOST);
        assertThat(told).containsExactly(490);
        assertThat(bursts.admits(event)).isTrue();
    }
}
