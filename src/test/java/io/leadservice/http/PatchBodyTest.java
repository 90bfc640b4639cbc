package io.leadservice.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.lead.Fault;
import io.leadservice.lead.LeadStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchBodyTest {

    private final List<Fault> faults = new ArrayList<>();

    @Test
    void readsAStatusWithAndWithoutAReason() {
        assertThat(read("{\"status\":\"MATCHED\"}")).contains(new PatchBody(LeadStatus.MATCHED, Optional.empty()));
        assertThat(read("{\"reason\":\"buyer 17, né à l'heure 🙂\",\"status\":\"SOLD\"}"))
                .contains(new PatchBody(LeadStatus.SOLD, Optional.of("buyer 17, né à l'heure 🙂")));
        assertThat(read("{\"status\":\"SOLD\",\"reason\":\"" + "x".repeat(PatchBody.MAX_REASON) + "\"}"))
                .isPresent();
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|``|json",
                "{\"status\":|``|json",
                "{\"status\":\"SOLD\"} x|``|json",
                "{\"status\":\"SOLD\",\"status\":\"SOLD\"}|``|json",
                "[]|``|type",
                "null|``|type",
                "\"SOLD\"|``|type",
                "{}|/status|required",
                "{\"status\":null}|/status|type",
                "{\"status\":1}|/status|type",
                "{\"status\":[\"SOLD\"]}|/status|type",
                "{\"status\":{\"$ne\":\"x\"}}|/status|type",
                "{\"status\":\"sold\"}|/status|enum",
                "{\"status\":\"SOLD\",\"reason\":null}|/reason|type",
                "{\"status\":\"SOLD\",\"reason\":7}|/reason|type",
                "{\"status\":\"SOLD\",\"reason\":\" \"}|/reason|minLength",
                "{\"status\":\"SOLD\",\"reason\":\"a\\nb\"}|/reason|pattern",
                "{\"status\":\"SOLD\",\"reason\":\"a\\u0000b\"}|/reason|pattern",
                "{\"status\":\"SOLD\",\"reason\":\"a\\u2028b\"}|/reason|pattern",
                "{\"status\":\"SOLD\",\"reason\":\"a\\ud800b\"}|/reason|pattern",
                "{\"status\":\"SOLD\",\"reason\":\"a\\u202eb\"}|/reason|pattern",
                "{\"status\":\"SOLD\",\"reason\":\"a\\u200bb\"}|/reason|pattern",
                "{\"status\":\"SOLD\",\"a/b~c\":1}|/a~1b~0c|additionalProperties"
            })
    void saysWhereABodyIsWrong(String body, String pointer, String code) {
        assertThat(read(body)).isEmpty();
        assertThat(faults).hasSize(1);
        assertThat(faults.get(0).pointer()).isEqualTo(pointer);
        assertThat(faults.get(0).code()).isEqualTo(code);
    }

    @Test
    void saysAllThatIsWrongAtOnce() {
        assertThat(read("{\"status\":\"x\",\"reason\":\"" + "x".repeat(257) + "\",\"id\":1,\"client\":2}"))
                .isEmpty();
        assertThat(faults).extracting(Fault::pointer).containsExactlyInAnyOrder("/status", "/reason", "/id", "/client");
    }

    @Test
    void refusesBytesThatAreNoUtf8() {
        byte[] latin = "{\"status\":\"SOLD\",\"reason\":\"né\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(PatchBody.read(latin, faults)).isEmpty();
        assertThat(faults).extracting(Fault::code).containsExactly("json");
    }

    @Test
    void showsNoReasonInItsText() {
        assertThat(new PatchBody(LeadStatus.SOLD, Optional.of("marked")).toString())
                .doesNotContain("marked");
    }

    private Optional<PatchBody> read(String body) {
        return PatchBody.read(body.getBytes(StandardCharsets.UTF_8), faults);
    }
}
