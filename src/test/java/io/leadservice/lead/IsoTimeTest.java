package io.leadservice.lead;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimeTest {

    private static final String LETTERS = "0123456789-:.TZ+ x";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31",
                "2024-02-29",
                "2026-02-29",
                "2026-13-01",
                "2026-00-01",
                "2026-01-00",
                "2026-01-32",
                "0000-01-01",
                "2026-1-1",
                " 2026-01-31",
                "2026-01-31T",
                "",
                "2026-01-31T12:00:00Z",
                "2026-01-31t12:00:00z",
                "2026-01-31T12:00Z",
                "2026-01-31T12:00:00.123456789Z",
                "2026-01-31T12:00:00.1234567891Z",
                "2026-01-31T12:00:00+01:00",
                "2026-01-31T12:00:00-18:00",
                "2026-01-31T12:00:00+18:01",
                "2026-01-31T12:00:00+99:99",
                "2026-01-31T24:00:00Z",
                "2026-01-31T12:60:00Z",
                "2026-01-31T12:00:60Z",
                "2026-02-30T12:00:00Z",
                "2026-01-31T12:00:00",
                "2026-01-31 12:00:00Z",
                "2026-01-31T12:00:00Z ",
                "-999999999-01-01T00:00:00+18:00",
                "+999999999-12-31T23:59:59-18:00"
            })
    void readsWhatTheJdkReads(String text) {
        assertThat(IsoTime.date(text)).isEqualTo(parsed(text, LocalDate::parse));
        assertThat(IsoTime.instant(text)).isEqualTo(parsed(text, IsoTimeTest::instant));
    }

    @Test
    void readsAnyTextAsTheJdkDoes() {
        Random random = new Random(26);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder("2026-01-31T12:00:00+01:00");
            for (int change = random.nextInt(4); change > 0; change--) {
                text.setCharAt(random.nextInt(text.length()), LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            text.setLength(random.nextBoolean() ? text.length() : random.nextInt(text.length()));

            readsWhatTheJdkReads(text.toString());
        }
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static <T> Optional<T> parsed(String text, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
