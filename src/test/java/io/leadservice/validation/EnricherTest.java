package io.leadservice.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.lead.Enrichment;
import io.leadservice.lead.NormalText;
import io.leadservice.lead.PhoneLine;
import io.leadservice.lead.Place;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnricherTest {

    private static final String ZIP = "\"50160\"";

    @Test
    void derivesThePlaceFromTheZip() {
        Place place = enrichment(ZIP, "\"50160-1234\"").place().orElseThrow();

        assertThat(place.city()).contains("Martensdale");
        assertThat(place.county()).contains("Warren");
        assertThat(place.state()).isEqualTo("IA");
        assertThat(place.timeZone()).contains("America/Chicago");
        assertThat(place.point()).hasValueSatisfying(point -> {
            assertThat(point.latitude()).isBetween(41.3, 41.4);
            assertThat(point.longitude()).isBetween(-93.8, -93.7);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "10001, America/New_York",
        "60601, America/Chicago",
        "80202, America/Denver",
        "85001, America/Phoenix",
        "90001, America/Los_Angeles",
        "99501, America/Anchorage",
        "96813, Pacific/Honolulu",
        "46204," + " America/Indiana/Indianapolis",
        "32501, America/Chicago",
        "79901, America/Denver",
        "48226, America/Detroit",
        "00901, America/Puerto_Rico",
        "96910, Pacific/Guam",
        "98281, America/Los_Angeles",
        "56763, America/Chicago"
    })
    void derivesTheTimeZoneFromTheZip(String zip, String zone) {
        assertThat(enrichment(ZIP, '"' + zip + '"').place().flatMap(Place::timeZone))
                .contains(zone);
    }

    @Test
    void knowsNoPlaceOfAnUnassignedZip() {
        assertThat(enrichment(ZIP, "\"00000\"").place()).isEmpty();
    }

    @Test
    void derivesRegionAndTimeZonesFromThePhone() {
        assertThat(line("+1 319-768-6991"))
                .contains(new PhoneLine(
                        PhoneLine.Kind.FIXED_LINE_OR_MOBILE, Optional.of("IA"), List.of("America/Chicago")));
        assertThat(line("208-501-2345").orElseThrow().timeZones())
                .containsExactly("America/Boise", "America/Los_Angeles");
        assertThat(line("416 967 1111").orElseThrow().region()).contains("ON");
        assertThat(line("800 275 2273")).contains(new PhoneLine(PhoneLine.Kind.TOLL_FREE, Optional.empty(), List.of()));
        assertThat(line("1234567890")).isEmpty();
    }

    @Test
    void tellsFreeMailFromOther() {
        assertThat(enrichment("example.com", "gmail.com").freeMail()).isTrue();
        assertThat(enrichment("example.com", "iastate.edu").freeMail()).isFalse();
    }

    @Test
    void bringsTextIntoNormalFormAndKeepsWhatWasSent() {
        String document = Samples.changed("\"Ann\"", "\"  Ann\u00a0 Mar\u0131e \"")
                .replace("8314 Lake St", "8314  Cafe\u0301 St ");

        assertThat(Samples.wellFormed(document).enrichment().text())
                .contains(new NormalText(
                        "Ann Mar\u0131e", "Rivera", Optional.of("8314 Caf\u00e9 St"), Optional.of("Martensdale")));
        assertThat(Samples.wellFormed(document).lead().contact().firstName()).isEqualTo("  Ann\u00a0 Mar\u0131e ");
    }

    private static Optional<PhoneLine> line(String phone) {
        return enrichment("+1 319-768-6991", phone).line();
    }

    private static Enrichment enrichment(String part, String by) {
        return Samples.wellFormed(Samples.changed(part, by)).enrichment();
    }
}
