package io.leadservice.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogMaskTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mail to ann.example+x@mail.example.com failed|mail to *** failed",
                "call 319-230-1234 now|call *** now",
                "call (319) 230-1234|call ***",
                "+13192301234|***",
                "phone=3192301234|phone=***",
                "ssn 123-45-6789.|ssn ***.",
                "Authorization: Bearer abc.def-ghi_jkl|Authorization: Bearer ***",
                "token eyJhbGciOiJI.eyJzdWIi.c2ln was|token *** was",
                "mongodb://user:pass@db.example:27017/leads|mongodb://***@db.example:27017/leads",
                "redis://:secret@127.0.0.1/0|redis://***@127.0.0.1/0",
            })
    void takesOutWhatIsPersonalOrSecretByItsForm(String text, String masked) {
        assertThat(LogMask.mask(text)).isEqualTo(masked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "batch done request_id=cb2e3277-38e9-428b-82a5-ee8faf75bea7 rows=10000 failed={}",
                "lead 01a20b76-3fa6-786d-93ff-8b2631732796 kept",
                "at 2026-11-25T18:11:22.010Z",
                "epoch 1795629600123 and 1795629600",
                "management ready host=127.0.0.1 port=46737",
                "node@abc",
                "",
            })
    void leavesTheRestAsItIs(String text) {
        assertThat(LogMask.mask(text)).isSameAs(text);
    }

    @Test
    void isQuickWithWhatIsLong() {
        String text = "a".repeat(200_000) + "@" + "1".repeat(200_000);

        assertThat(LogMask.mask(text)).hasSize(text.length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "json"})
    void standsInBothFormsOfTheLogBeforeMessagesAndExceptions(String format) throws Exception {
        // Given the service's own configuration
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        LoggerContext context = new LoggerContext();
        try (PrintStream captured = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            System.setOut(captured);
            System.setErr(captured);
            context.setMDCAdapter(new LogbackMDCAdapter());
            context.putProperty("LOG_FORMAT", format);
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(LogMaskTest.class.getResource("/logback.xml"));
            Logger logger = context.getLogger("io.leadservice.test");

            // When
            logger.warn("sent to={} bytes={}", 3192301234L, 512);
            logger.warn("post of {} refused", "ann@example.com", new IllegalStateException("no ssn 123-45-6789"));
            LogLevels.end(context);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }

        // Then
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("post of *** refused", "no ssn ***")
                .doesNotContain("ann@example.com", "123-45-6789", "3192301234");
    }
}
