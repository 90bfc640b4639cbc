package io.leadservice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.leadservice.lead.Fault;
import io.leadservice.lead.LeadOutcome.Kind;
import io.leadservice.lead.LeadOutcome.ReturnReason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeBodyTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private final List<Fault> faults = new ArrayList<>();

    @Test
    void readsOutcomesWithTheirTimeAndReason() {
        assertThat(read("{\"outcome\":\"contacted\"}"))
                .contains(new OutcomeBody(Kind.CONTACTED, Optional.empty(), Optional.empty()));
        assertThat(read("{\"outcome\":\"bound\",\"at\":\"2026-06-01T14:03:00+02:00\"}"))
                .contains(new OutcomeBody(
                        Kind.BOUND, Optional.empty(), Optional.of(Instant.parse("2026-06-01T12:03:00Z"))));
        assertThat(read("{\"return_reason\":\"false_contact\",\"outcome\":\"returned\"}"))
                .contains(new OutcomeBody(Kind.RETURNED, Optional.of(ReturnReason.FALSE_CONTACT), Optional.empty()));
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|``|json",
                "[]|``|type",
                "{}|/outcome|required",
                "{\"outcome\":null}|/outcome|type",
                "{\"outcome\":{\"$ne\":1}}|/outcome|type",
                "{\"outcome\":\"BOUND\"}|/outcome|enum",
                "{\"outcome\":\"returned\"}|/return_reason|required",
                "{\"outcome\":\"returned\",\"return_reason\":\"bored\"}|/return_reason|enum",
                "{\"outcome\":\"returned\",\"return_reason\":7}|/return_reason|type",
                "{\"outcome\":\"bound\",\"return_reason\":\"other\"}|/return_reason|not",
                "{\"outcome\":\"bound\",\"at\":7}|/at|type",
                "{\"outcome\":\"bound\",\"at\":\"yesterday\"}|/at|format",
                "{\"outcome\":\"bound\",\"at\":\"2026-06-01\"}|/at|format",
                "{\"outcome\":\"bound\",\"at\":\"2026-06-01T12:06:00Z\"}|/at|maximum",
                "{\"outcome\":\"bound\",\"a/b\":1}|/a~1b|additionalProperties"
            })
    void saysWhereABodyIsWrong(String body, String pointer, String code) {
        assertThat(read(body)).isEmpty();
        assertThat(faults).extracting(Fault::pointer, Fault::code).containsExactly(tuple(pointer, code));
    }

    private Optional<OutcomeBody> read(String body) {
        return OutcomeBody.read(body.getBytes(StandardCharsets.UTF_8), NOW, faults);
    }
}
