package io.leadservice.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.leadservice.lead.Vertical;
import io.leadservice.pipeline.ValidationResult;
import io.leadservice.pipeline.ValidationResult.Malformed;
import io.leadservice.pipeline.ValidationResult.WellFormed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is sent is answered: with a lead, or with faults. The seeds are fixed, so a failure can be repeated. */
class ContractFuzzTest {

    private static final Pattern VALUE = Pattern.compile("(?<=:)(\"[^\"]*\"|[0-9]+|true)");
    private static final List<String> HOSTILE = List.of(
            "null",
            "true",
            "[]",
            "{}",
            "[[[[]]]]",
            "{\"$gt\":\"\"}",
            "-1",
            "0",
            "1e308",
            "1e400",
            "-0.0",
            "1.5",
            "2020.0",
            "1E+2",
            "99999999999999999999",
            "1".repeat(40),
            "9223372036854775807",
            "1e-999",
            "1e999999999",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\ud83d\\ude00\"",
            "\"${jndi:x}\"",
            "\"9999-99-99\"",
            "\"0000-01-01\"",
            "\"2024-02-29\"",
            "\"+0000000\"",
            "\"(((((((0000000\"",
            "\"@\"",
            "\"a@b.c\"",
            "\"00000-0000\"",
            '"' + "a.".repeat(8_000) + '"',
            '"' + "a@" + "a.".repeat(8_000) + '"',
            '"' + "9 ".repeat(8_000) + '"',
            '"' + "a".repeat(16_384) + '"',
            "[" + "{},".repeat(200) + "{}]",
            "NaN",
            "'x'",
            "\"AUTO\"",
            "\"HOME\"",
            "\"HEALTH\"",
            "\"LIFE\"",
            "\"RENTERS\"",
            "\"COMMERCIAL\"");

    @Test
    void answersLeadsWithHostileValues() {
        Random random = new Random(42);
        List<MatchResult> values = VALUE.matcher(Samples.CLEAN).results().toList();
        for (int i = 0; i < 6_000; i++) {
            StringBuilder document = new StringBuilder(Samples.CLEAN);
            List<MatchResult> chosen = new ArrayList<>(values);
            int changes = 1 + random.nextInt(3);
            for (int at = chosen.size() - 1; at >= 0; at--) {
                if (random.nextInt(chosen.size()) < changes) {
                    MatchResult value = chosen.get(at);
                    document.replace(value.start(), value.end(), HOSTILE.get(random.nextInt(HOSTILE.size())));
                }
            }
            assertAnswered(document.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Every field that the contract names, of every vertical, with every hostile value. */
    @ParameterizedTest
    @EnumSource(Vertical.class)
    void answersEveryFieldWithHostileValues(Vertical vertical) throws IOException {
        String document = Samples.CLEAN.replace("\"AUTO\"", '"' + vertical.name() + '"');
        List<String> fields = fields("schemas/v1/" + vertical.name().toLowerCase(Locale.ROOT) + ".json", "");
        assertThat(fields).hasSizeGreaterThan(5);
        for (String field : fields) {
            for (String value : HOSTILE) {
                assertAnswered(document.replace("\"vehicleYear\":2012", "\"" + field + "\":" + value + ",\"own\":2012")
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void answersEveryFieldOfTheEnvelopeWithHostileValues() throws IOException {
        for (String object : List.of("consent", "device_info", "sub_ids", "contact_info")) {
            for (String field : fields("schemas/v1/lead.json", "/properties/" + object)) {
                for (String value : HOSTILE) {
                    assertAnswered(Samples.changed(
                                    "\"traffic_source\"",
                                    "\"" + object + "\":{\"" + field + "\":" + value + "},\"traffic_source\"")
                            .replace("\"consent\":{\"tcpa\":true}", "\"own\":1")
                            .getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    @Test
    void answersLeadsWithDamagedBytes() {
        Random random = new Random(43);
        byte[] clean = Samples.CLEAN.getBytes(StandardCharsets.UTF_8);
        int malformed = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] document = clean.clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                document[random.nextInt(document.length)] =
                        random.nextBoolean() ? (byte) random.nextInt(256) : clean[random.nextInt(clean.length)];
            }
            malformed += assertAnswered(document) instanceof Malformed ? 1 : 0;
        }
        assertThat(malformed).isBetween(1_000, 19_999);
    }

    @Test
    void answersAnyBytes() {
        Random random = new Random(44);
        for (int i = 0; i < 5_000; i++) {
            byte[] document = new byte[random.nextInt(200)];
            random.nextBytes(document);
            assertThat(assertAnswered(document)).isInstanceOf(Malformed.class);
        }
    }

    private static List<String> fields(String schema, String place) throws IOException {
        try (InputStream in = ContractFuzzTest.class.getClassLoader().getResourceAsStream(schema)) {
            JsonNode properties = new ObjectMapper().readTree(in).at(place + "/properties");
            List<String> names = new ArrayList<>();
            properties.fieldNames().forEachRemaining(names::add);
            return names;
        }
    }

    private static ValidationResult assertAnswered(byte[] document) {
        ValidationResult result = Samples.validate(document);
        if (result instanceof Malformed malformed) {
            assertThat(malformed.faults()).hasSizeBetween(1, 50).allSatisfy(fault -> {
                assertThat(fault.pointer()).matches("(?s)|/.*");
                assertThat(fault.message()).isNotBlank().hasSizeLessThan(400);
            });
        } else {
            assertThat(((WellFormed) result).lead().lead().id()).isEqualTo("lead-1");
        }
        return result;
    }
}
