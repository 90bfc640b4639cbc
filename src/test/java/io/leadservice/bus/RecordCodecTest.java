package io.leadservice.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadservice.lead.Address;
import io.leadservice.lead.Attributes;
import io.leadservice.lead.Bytes;
import io.leadservice.lead.Contact;
import io.leadservice.lead.Degradation;
import io.leadservice.lead.Enrichment;
import io.leadservice.lead.EventType;
import io.leadservice.lead.FeatureVector;
import io.leadservice.lead.Finding;
import io.leadservice.lead.Lead;
import io.leadservice.lead.LeadEvent;
import io.leadservice.lead.NormalText;
import io.leadservice.lead.PhoneLine;
import io.leadservice.lead.Place;
import io.leadservice.lead.Score;
import io.leadservice.lead.Severity;
import io.leadservice.lead.Source;
import io.leadservice.lead.TrainingBasis;
import io.leadservice.lead.ValidatedLead;
import io.leadservice.lead.VehicleFacts;
import io.leadservice.lead.Vertical;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordCodecTest {

    record Wide(String name, Optional<String> added, List<String> further) {
        Wide {
            further = List.copyOf(further);
        }
    }

    record Narrow(String name) {}

    @Test
    void carriesALeadWithAllItHolds() {
        ValidatedLead lead = new ValidatedLead(
                new Lead(
                        "0193-id",
                        "gateway",
                        Instant.parse("2026-11-24T10:15:30.123456789Z"),
                        Vertical.AUTO,
                        new Contact(
                                "Ann",
                                "Lee",
                                "ann@example.com",
                                "+14155550100",
                                Optional.of(LocalDate.of(1980, 1, 1)),
                                new Address(Optional.empty(), Optional.of("Town"), "CA", "94105"),
                                Optional.empty(),
                                new Attributes(Map.of("middleName", "Q"))),
                        new Attributes(Map.of(
                                "vehicleYear",
                                2020,
                                "big",
                                9_007_199_254_740_993L,
                                "rate",
                                0.1,
                                "sr22",
                                true,
                                "drivers",
                                List.of(Map.of("age", 40)))),
                        new Source(Optional.of("organic"), Optional.empty(), Optional.empty(), false),
                        Attributes.empty()),
                new Enrichment(
                        "ann@example.com",
                        Optional.of("+14155550100"),
                        Optional.of(46),
                        true,
                        Optional.of(new NormalText("Ann", "Rivera", Optional.of("1 Main St"), Optional.empty())),
                        Optional.of(new PhoneLine(
                                PhoneLine.Kind.FIXED_LINE_OR_MOBILE,
                                Optional.of("CA"),
                                List.of("America/Los_Angeles"))),
                        Optional.of(new Place(
                                "CA",
                                Optional.of("San Francisco"),
                                Optional.empty(),
                                Optional.of(new Place.Point(37.77, -122.41)),
                                Optional.of("America/Los_Angeles"))),
                        Optional.of(new VehicleFacts("1HGCM82633A004352", Optional.of(2003), Optional.of("Honda")))),
                List.of(new Finding("phone.fictional", Severity.FLAG, "/contact_info/phone", "use a real number")),
                List.of(Degradation.VALIDATION));

        ValidatedLead got = roundTrip(ValidatedLead.class, lead);

        assertThat(got).isEqualTo(lead);
        assertThat(got.lead().verticalData().integer("big")).contains(9_007_199_254_740_993L);
    }

    @Test
    void carriesAScoreAndAnEventExactly() {
        Score.Model model = new Score.Model("m", "1", "embedded", TrainingBasis.GENERATED, Optional.empty());
        Score score = new Score(
                0.1 + 0.2,
                62,
                Score.Tier.B,
                -0.5,
                List.of(new Score.Reason("X", 1.0 / 3, "because")),
                model.insteadOf("breaker_open"),
                new FeatureVector(new Attributes(Map.of("age", 35, "state", "CA")), "sha256:0"),
                Optional.of(new Score.Shadow(model, 1.0 / 7, 3)));
        LeadEvent event =
                new LeadEvent("e", EventType.LEAD_CREATED, "l", Instant.EPOCH, Bytes.utf8("{}"), Optional.of("00-x"));

        assertThat(roundTrip(Score.class, score)).isEqualTo(score);
        assertThat(roundTrip(LeadEvent.class, event)).isEqualTo(event);
    }

    @Test
    void readsOlderAndNewerFormsOfARecord() {
        Buffer wide = encode(new RecordCodec<>(Wide.class), new Wide("a", Optional.of("b"), List.of("c")));
        Buffer narrow = encode(new RecordCodec<>(Narrow.class), new Narrow("a"));

        assertThat(new RecordCodec<>(Narrow.class).decodeFromWire(0, wide)).isEqualTo(new Narrow("a"));
        assertThat(new RecordCodec<>(Wide.class).decodeFromWire(0, narrow))
                .isEqualTo(new Wide("a", Optional.empty(), List.of()));
    }

    @Test
    void refusesAnotherWireVersionAndAnOversizedMessage() {
        Buffer buffer = encode(new RecordCodec<>(Narrow.class), new Narrow("a"));
        buffer.setByte(4, (byte) 9);

        assertThatThrownBy(() -> new RecordCodec<>(Narrow.class).decodeFromWire(0, buffer))
                .hasMessageContaining("wire version 9");
        Narrow huge = new Narrow("x".repeat(RecordCodec.MAX_BYTES));
        assertThatThrownBy(() -> encode(new RecordCodec<>(Narrow.class), huge)).hasMessageContaining("bytes");
    }

    private static <T> T roundTrip(Class<T> type, T value) {
        RecordCodec<T> codec = new RecordCodec<>(type);
        Buffer buffer = Buffer.buffer("prefix");
        codec.encodeToWire(buffer, value);
        return codec.decodeFromWire("prefix".length(), buffer);
    }

    private static <T> Buffer encode(RecordCodec<T> codec, T value) {
        Buffer buffer = Buffer.buffer();
        codec.encodeToWire(buffer, value);
        return buffer;
    }
}
