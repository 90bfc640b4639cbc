package io.leadservice.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.lead.Bytes;
import io.leadservice.lead.Fault;
import io.leadservice.lead.Finding;
import io.leadservice.lead.ValidatedLead;
import io.leadservice.pipeline.Submission;
import io.leadservice.pipeline.ValidationResult;
import io.leadservice.pipeline.ValidationResult.Malformed;
import io.leadservice.pipeline.ValidationResult.WellFormed;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidationStageTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final ValidationStage STAGE =
            new ValidationStage(Contract.load(), Rules.standard(), Clock.fixed(NOW, ZoneOffset.UTC));
    private static final String LEAD = "{'vertical':'AUTO','contact_info':{'firstName':'Ann','lastName':'Lee',"
            + "'email':'ann.lee@example.com','phone':'+1 319-768-6991','dateOfBirth':'1980-01-01',"
            + "'address':{'street':'1 Lake St','city':'Martensdale','state':'IA','zip':'50160'}},"
            + "'vertical_data':{'vehicleYear':2020,'make':'Toyota','model':'Camry','mine':[1,{'a':null}]},"
            + "'traffic_source':'organic','consent':{'tcpa':true}}";

    @Test
    void takesACleanLeadWithoutFindings() {
        ValidatedLead lead = wellFormed(LEAD);

        assertThat(lead.findings()).isEmpty();
        assertThat(lead.enrichment().phone()).contains("+13197686991");
        assertThat(lead.enrichment().age()).contains(46);
        assertThat(lead.lead().verticalData().values()).containsKey("mine");
        assertThat(lead.lead().further().values()).containsKey("consent");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "+1 319-768-6991|1234567890|phone.fictional",
                "+1 319-768-6991|(402) 555-0119|phone.fictional",
                "+1 319-768-6991|1931002516|phone.invalid",
                "@example.com|@mailinator.com|email.disposable",
                "@example.com|@gmial.com|email.domain_typo",
                "50160|99999|address.zip_unknown",
                "50160|12345|address.zip_state_mismatch",
                "1980-01-01|2015-01-01|contact.age",
                "1980-01-01|2031-01-01|contact.age",
                "1980-01-01|1901-01-01|contact.age"
            })
    void findsWhatIsOdd(String clean, String odd, String code) {
        ValidatedLead lead = wellFormed(LEAD.replace(clean, odd));

        assertThat(lead.findings()).extracting(Finding::code).containsExactly(code);
        assertThat(lead.rejected()).isEqualTo(code.equals("contact.age"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'vertical':'AUTO',||/vertical|required",
                "'AUTO'|'BOAT'|/vertical|enum",
                "'firstName':'Ann',||/contact_info/firstName|required",
                "'Ann'|42|/contact_info/firstName|type",
                "'ann.lee@example.com'|{'$gt':''}|/contact_info/email|type",
                "ann.lee@example.com|invalid-email|/contact_info/email|pattern",
                "+1 319-768-6991|call me maybe|/contact_info/phone|pattern",
                "+1 319-768-6991|12345|/contact_info/phone|pattern",
                "'IA'|'ZZ'|/contact_info/address/state|enum",
                "50160|1234|/contact_info/address/zip|pattern",
                "1980-01-01|1980-02-30|/contact_info/dateOfBirth|format",
                "2020|'twenty'|/vertical_data/vehicleYear|type",
                "2020|3000|/vertical_data/vehicleYear|maximum",
                "2020|2028|/vertical_data/vehicleYear|maximum",
                "'make':'Toyota',||/vertical_data/make|required",
                "'mine'|'annualMileage':-5,'mine'|/vertical_data/annualMileage|minimum",
                "'Camry'|'a\\u0000b'|/vertical_data/model|characters",
                "'Camry'|'\\ud800'|/vertical_data/model|characters",
                "[1,|[1e999,|/vertical_data/mine/0|range",
                "[1,|[99999999999999999999,|/vertical_data/mine/0|range"
            })
    void namesEveryFaultByItsPointer(String clean, String odd, String pointer, String code) {
        List<Fault> faults = malformed(json(LEAD.replace(clean, odd == null ? "" : odd)));

        assertThat(faults).anySatisfy(fault -> {
            assertThat(fault.pointer()).isEqualTo(pointer);
            assertThat(fault.code()).isEqualTo(code);
        });
    }

    @Test
    void neverRepeatsWhatWasSent() {
        for (String secret : List.of("'firstName':77777", "'firstName':'" + "q7".repeat(80) + "'")) {
            List<Fault> faults = malformed(json(LEAD.replace("'firstName':'Ann'", secret)));
            assertThat(faults.toString()).doesNotContain("77777").doesNotContain("q7q7");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"{\"a\":", "{} {}", "{\"a\":1,\"a\":2}", "[]", "null", "1", "``", "NaN", "{\"a\":NaN}", "{'a':1}"})
    void refusesWhatIsNoStrictJsonObject(String text) {
        assertThat(malformed(text)).isNotEmpty();
    }

    @Test
    void refusesEndlessDepthCountAndOtherEncodings() {
        assertThat(malformed("[".repeat(30_000))).isNotEmpty();
        assertThat(malformed("{\"a\":[" + "1,".repeat(300) + "1]}")).isNotEmpty();
        assertThat(malformedBytes("{}".getBytes(StandardCharsets.UTF_16))).isNotEmpty();
        assertThat(malformedBytes(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}))
                .isNotEmpty();
    }

    @Test
    void standsAnyMutationOfALead() {
        Random random = new Random(20261124);
        byte[] lead = json(LEAD).getBytes(StandardCharsets.UTF_8);
        int malformed = 0;
        for (int round = 0; round < 5_000; round++) {
            byte[] mutated = lead.clone();
            for (int change = 0; change <= random.nextInt(4); change++) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            malformed += STAGE.validate(submission(mutated)) instanceof Malformed ? 1 : 0;
        }
        assertThat(malformed).isBetween(1_000, 5_000);
    }

    private static ValidatedLead wellFormed(String text) {
        ValidationResult result = STAGE.validate(submission(json(text).getBytes(StandardCharsets.UTF_8)));
        assertThat(result).isInstanceOf(WellFormed.class);
        return ((WellFormed) result).lead();
    }

    private static List<Fault> malformed(String text) {
        return malformedBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Fault> malformedBytes(byte[] bytes) {
        ValidationResult result = STAGE.validate(submission(bytes));
        assertThat(result).isInstanceOf(Malformed.class);
        return ((Malformed) result).faults();
    }

    private static Submission submission(byte[] bytes) {
        return new Submission("01a20b76-3fa6-786d-93ff-8b2631732796", "test", NOW, new Bytes(bytes));
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
