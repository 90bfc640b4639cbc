package io.leadservice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.leadservice.lead.Fault;
import io.leadservice.lead.LeadStatus;
import io.leadservice.lead.Vertical;
import io.leadservice.pipeline.LeadPage.Position;
import io.leadservice.pipeline.ListLeads;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListQueryTest {

    private static final Optional<String> OWNER = Optional.of("gateway");
    private static final Position PLACE =
            new Position(Instant.parse("2026-06-15T12:00:00.123Z"), "0190a0a0-0000-7000-8000-00000000000f");

    private final List<Fault> faults = new ArrayList<>();

    @Test
    void listsFiftyLeadsOfTheCallerWithoutParameters() {
        assertThat(read()).contains(new ListLeads(OWNER, ListLeads.Filter.NONE, Optional.empty(), 50));
    }

    @Test
    void readsEveryParameter() {
        ListLeads request = read(
                        "vertical", "AUTO",
                        "status", "SCORED",
                        "min_score", "0.25",
                        "max_score", "1",
                        "traffic_source", "{$ne: null}",
                        "campaign", "summer & sun",
                        "created_from", "2026-06-01T02:00:00+02:00",
                        "created_to", "2026-06-30t23:59:59.1234567z",
                        "limit", "200")
                .orElseThrow();

        assertThat(request.limit()).isEqualTo(200);
        assertThat(request.filter())
                .isEqualTo(new ListLeads.Filter(
                        Optional.of(Vertical.AUTO),
                        Optional.of(LeadStatus.SCORED),
                        Optional.of(0.25),
                        Optional.of(1.0),
                        Optional.of("{$ne: null}"),
                        Optional.of("summer & sun"),
                        Optional.of(Instant.parse("2026-06-01T00:00:00Z")),
                        Optional.of(Instant.parse("2026-06-30T23:59:59.124Z"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "vertical|BOAT|value",
                "vertical|auto|value",
                "status|``|value",
                "min_score|-0.1|value",
                "min_score|1.01|value",
                "max_score|NaN|value",
                "max_score|1e-1|value",
                "max_score|0x1p-1|value",
                "traffic_source|``|value",
                "created_from|2026-06-01|value",
                "created_from|2026-06-01T00:00:00 02:00|value",
                "created_from|2026-02-30T00:00:00Z|value",
                "created_to|yesterday|value",
                "limit|0|value",
                "limit|201|value",
                "limit|-1|value",
                "limit|1.5|value",
                "cursor|nonsense|value",
                "cursor|%%%|value",
                "skip|10|unknown",
                "$where|1|unknown",
                "Status|SOLD|unknown"
            })
    void namesAParameterThatIsWrong(String name, String value, String code) {
        assertThat(read(name, value)).isEmpty();
        assertThat(faults).extracting(Fault::pointer, Fault::code).containsExactly(tuple(name, code));
        assertThat(faults.get(0).message()).isNotBlank();
    }

    @Test
    void namesEachOfSeveral() {
        assertThat(read("status", "SOLD", "status", "SCORED", "min_score", "0.9", "max_score", "0.1", "x", "1"))
                .isEmpty();
        assertThat(faults)
                .extracting(fault -> fault.pointer() + " " + fault.code())
                .containsExactlyInAnyOrder("status repeated", "max_score range", "x unknown");
    }

    @Test
    void takesACursorForTheSameListOnly() {
        ListLeads sold = read("status", "SOLD").orElseThrow();
        String cursor = Cursor.of(PLACE, OWNER, sold.filter());

        assertThat(read("status", "SOLD", "cursor", cursor, "limit", "7")
                        .orElseThrow()
                        .after())
                .contains(PLACE);
        assertThat(read("status", "SCORED", "cursor", cursor)).isEmpty();
        assertThat(read("cursor", cursor)).isEmpty();
        assertThat(Cursor.read(cursor, Optional.of("other"), sold.filter())).isEmpty();
        assertThat(Cursor.read(cursor, Optional.empty(), sold.filter())).isEmpty();
        assertThat(Cursor.read(cursor + "AA", OWNER, sold.filter())).isEmpty();
        assertThat(Cursor.read("Ag" + cursor.substring(2), OWNER, sold.filter()))
                .isEmpty();
    }

    private Optional<ListLeads> read(String... namesAndValues) {
        MultiMap parameters = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return ListQuery.read(parameters, OWNER, faults);
    }
}
