package io.leadservice.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.crypto.BlindIndex;
import io.leadservice.crypto.FieldCipher;
import io.leadservice.lead.Address;
import io.leadservice.lead.Attributes;
import io.leadservice.lead.Contact;
import io.leadservice.lead.Enrichment;
import io.leadservice.lead.EnrichmentFields;
import io.leadservice.lead.Lead;
import io.leadservice.lead.LeadStatus;
import io.leadservice.lead.NormalText;
import io.leadservice.lead.PhoneLine;
import io.leadservice.lead.Place;
import io.leadservice.lead.Source;
import io.leadservice.lead.ValidatedLead;
import io.leadservice.lead.VehicleFacts;
import io.leadservice.lead.Vertical;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnrichmentStorageTest {

    private static final byte[] KEY = new byte[32];
    private static final LeadSealer SEALER = new LeadSealer(FieldCipher.of(KEY), BlindIndex.of(KEY));

    private static final Enrichment ENRICHMENT = new Enrichment(
            "marked-mail@example.com",
            Optional.of("+13197686991"),
            Optional.of(36),
            true,
            Optional.of(new NormalText(
                    "Marked-first", "Marked-last", Optional.of("Marked-street"), Optional.of("Marked-city"))),
            Optional.of(
                    new PhoneLine(PhoneLine.Kind.FIXED_LINE_OR_MOBILE, Optional.of("IA"), List.of("America/Chicago"))),
            Optional.of(new Place(
                    "IA",
                    Optional.of("Martensdale"),
                    Optional.of("Warren"),
                    Optional.of(new Place.Point(41.37, -93.74)),
                    Optional.of("America/Chicago"))),
            Optional.of(new VehicleFacts("1HGCM82633A004352", Optional.of(2003), Optional.of("Honda"))));

    @Test
    void keepsTheCoarseHalfClearAndThePersonalHalfEncrypted() {
        JsonObject document = LeadDocument.of(stored());

        assertThat(document.getJsonObject("enrichment").getString("age_band")).isEqualTo("35-44");
        assertThat(document.getJsonObject("pii").fieldNames()).contains(LeadSealer.ENRICHMENT);
        assertThat(document.encode()).doesNotContainIgnoringCase("marked").doesNotContain("7686991", "1HGCM8");
    }

    @Test
    void readsBothHalvesAgain() {
        StoredLead read =
                LeadDocument.read(new JsonObject(LeadDocument.of(stored()).encode()));

        assertThat(read.enrichment()).isEqualTo(EnrichmentFields.coarse(ENRICHMENT));
        assertThat(LeadSealer.object(SEALER.open(read), LeadSealer.ENRICHMENT))
                .isEqualTo(EnrichmentFields.personal(ENRICHMENT));
    }

    @Test
    void readsADocumentFromBeforeThereWasEnrichment() {
        JsonObject document = LeadDocument.of(stored());
        document.remove("enrichment");

        assertThat(LeadDocument.read(document).enrichment()).isEqualTo(Attributes.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0-17",
        "17, 0-17",
        "18, 18-24",
        "24, 18-24",
        "25, 25-34",
        "34, 25-34",
        "35, 35-44",
        "64, 55-64",
        "65, 65-74",
        "74, 65-74",
        "75, 75+",
        "110, 75+"
    })
    void bandsAges(int age, String band) {
        Enrichment enrichment = new Enrichment("a@example.com", Optional.empty(), Optional.of(age));

        assertThat(EnrichmentFields.coarse(enrichment).text("age_band")).contains(band);
    }

    private static StoredLead stored() {
        Lead lead = new Lead(
                "0190a0a0-0000-7000-8000-000000000000",
                "gateway",
                Instant.parse("2026-06-15T12:00:00Z"),
                Vertical.AUTO,
                new Contact(
                        "Ann",
                        "Rivera",
                        "ann@example.com",
                        "319",
                        Optional.empty(),
                        new Address(Optional.empty(), Optional.empty(), "IA", "50160"),
                        Optional.empty(),
                        Attributes.empty()),
                new Attributes(Map.of()),
                new Source(Optional.empty(), Optional.empty(), Optional.empty(), false),
                Attributes.empty());
        ValidatedLead validated = new ValidatedLead(lead, ENRICHMENT, List.of());
        return new StoredLead(
                lead.id(),
                lead.client(),
                lead.vertical(),
                LeadStatus.SCORED,
                lead.receivedAt(),
                lead.receivedAt(),
                lead.source(),
                "IA",
                "50160",
                Optional.empty(),
                List.of(),
                EnrichmentFields.coarse(ENRICHMENT),
                List.of(),
                SEALER.seal(validated),
                Map.of(),
                List.of());
    }
}
