package io.leadservice.validation;

import static io.leadservice.validation.Samples.CLEAN;
import static io.leadservice.validation.Samples.changed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.leadservice.lead.Fault;
import io.leadservice.lead.Lead;
import io.leadservice.pipeline.ValidationResult.Malformed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractTest {

    private static final String EMAIL = "\"ann.rivera@example.com\"";
    private static final String PHONE = "\"+1 319-768-6991\"";

    static Stream<Arguments> documentsThatAreNotJson() {
        return Stream.of(
                arguments("empty", utf8("")),
                arguments("blank", utf8(" \n ")),
                arguments("broken", utf8("{\"vertical\":")),
                arguments("word", utf8("marker")),
                arguments("trailing tokens", utf8(CLEAN + " {}")),
                arguments("trailing comma", utf8(changed("\"Civic\"", "\"Civic\","))),
                arguments("duplicate key", utf8(changed("\"make\"", "\"model\":\"marker\",\"make\""))),
                arguments("comment", utf8("/* marker */" + CLEAN)),
                arguments("single quotes", utf8("{'vertical':'AUTO'}")),
                arguments("deep arrays", utf8("[".repeat(100_000))),
                arguments("deep objects", utf8("{\"a\":".repeat(100_000))),
                arguments("not a number", utf8(changed("2012", "NaN"))),
                arguments("number of 41 digits", utf8(changed("2012", "1".repeat(41)))),
                arguments("text over the limit", utf8(changed("Civic", "m".repeat(20_000)))),
                arguments("bad UTF-8", changed("Ann", "\u00e9").getBytes(StandardCharsets.ISO_8859_1)),
                arguments("overlong UTF-8", bytes(0x7b, 0x22, 0xc0, 0xaf, 0x22, 0x3a, 0x31, 0x7d)),
                arguments("surrogate in UTF-8", bytes(0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d)),
                arguments("UTF-16", CLEAN.getBytes(StandardCharsets.UTF_16)),
                arguments("UTF-16 without mark", CLEAN.getBytes(StandardCharsets.UTF_16LE)),
                arguments("byte order mark", utf8("\uFEFF" + CLEAN)),
                arguments("raw control character", utf8(changed("Ann", "A\u0000n"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documentsThatAreNotJson")
    void answersWhatIsNotJsonWithOneFaultOnTheWholeDocument(String name, byte[] document) {
        List<Fault> faults = faults(document);

        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).isEmpty();
            assertThat(fault.code()).isEqualTo("json");
            assertThat(fault.message())
                    .matches("not valid JSON at line \\d+, column \\d+|the document must be UTF-8.*")
                    .doesNotContain("marker");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "[{}]", "\"text\"", "12", "true"})
    void refusesADocumentThatIsNoObject(String document) {
        assertThat(faults(utf8(document))).containsExactly(new Fault("", "type", "the document must be an object"));
    }

    static Stream<Arguments> documentsWithOneFault() {
        return Stream.of(
                fault("\"AUTO\"", "\"BOAT7\"", "/vertical", "enum", "BOAT7"),
                fault("\"vertical\":\"AUTO\",", "", "/vertical", "required", ""),
                fault(
                        "\"vertical_data\":{\"vehicleYear\":2012,\"make\":\"Honda\",\"model\":\"Civic\"},",
                        "",
                        "/vertical_data",
                        "required",
                        ""),
                fault(
                        "{\"vehicleYear\":2012,\"make\":\"Honda\",\"model\":\"Civic\"}",
                        "null",
                        "/vertical_data",
                        "type",
                        ""),
                fault("\"Ann\"", "7171", "/contact_info/firstName", "type", "7171"),
                fault("\"Ann\"", "\" \\t\"", "/contact_info/firstName", "pattern", ""),
                fault("Ann", "An\\nn", "/contact_info/firstName", "pattern", "An\n"),
                fault("Martensdale", "Martens\\tdale", "/contact_info/address/city", "pattern", "Martens"),
                fault("Ann", "q".repeat(101), "/contact_info/firstName", "maxLength", "qqq"),
                fault(EMAIL, "{\"$gt\":\"\"}", "/contact_info/email", "type", "$gt"),
                fault(EMAIL, "\"invalid-email\"", "/contact_info/email", "pattern", "invalid-email"),
                fault(EMAIL, "\"a@b@example.com\"", "/contact_info/email", "pattern", "a@b"),
                fault(EMAIL, "\"ann@example\"", "/contact_info/email", "pattern", "ann@example\""),
                fault(EMAIL, "\"ann..b@example.com\"", "/contact_info/email", "pattern", "ann.."),
                fault(EMAIL, "\".ann@example.com\"", "/contact_info/email", "pattern", ".ann"),
                fault(EMAIL, "\"ann.@example.com\"", "/contact_info/email", "pattern", "ann."),
                fault(EMAIL, "\"ann@example..com\"", "/contact_info/email", "pattern", "ann@"),
                fault(EMAIL, "\"" + "a".repeat(65) + "@example.com\"", "/contact_info/email", "pattern", "aaa"),
                fault(EMAIL, "\"ann@-example.com\"", "/contact_info/email", "pattern", "ann@"),
                fault("\"email\":" + EMAIL + ",", "", "/contact_info/email", "required", ""),
                fault(PHONE, "\"call me maybe\"", "/contact_info/phone", "pattern", "maybe"),
                fault(PHONE, "\"12345\"", "/contact_info/phone", "pattern", "12345"),
                fault(PHONE, "\"3197686991\\n\"", "/contact_info/phone", "pattern", "3197686991"),
                fault("\"1990-08-17\"", "\"1980-02-30\"", "/contact_info/dateOfBirth", "format", "1980"),
                fault("\"1990-08-17\"", "null", "/contact_info/dateOfBirth", "type", "null,"),
                fault("\"IA\"", "\"ZZ\"", "/contact_info/address/state", "enum", "ZZ"),
                fault("\"50160\"", "\"1234\"", "/contact_info/address/zip", "pattern", "\"1234\""),
                fault("\"50160\"", "\"50160\\n\"", "/contact_info/address/zip", "pattern", "50160"),
                fault(
                        "\"50160\"",
                        "\"\u0665\u0660\u0661\u0666\u0660\"",
                        "/contact_info/address/zip",
                        "pattern",
                        "\u0665"),
                fault("2012", "\"twenty\"", "/vertical_data/vehicleYear", "type", "twenty"),
                fault("2012", "3000", "/vertical_data/vehicleYear", "maximum", "3000"),
                fault("2012", "2028", "/vertical_data/vehicleYear", "maximum", "2028"),
                fault("2012", "1899", "/vertical_data/vehicleYear", "minimum", "1899"),
                fault("2012", "2012.5", "/vertical_data/vehicleYear", "type", "2012"),
                fault("\"make\":\"Honda\",", "", "/vertical_data/make", "required", ""),
                fault("\"make\"", "\"annualMileage\":-5,\"make\"", "/vertical_data/annualMileage", "minimum", "-5"),
                fault("2012", "1e400", "/vertical_data/vehicleYear", "range", "1e400"),
                fault("2012", "7".repeat(40), "/vertical_data/vehicleYear", "range", "777"),
                fault("Civic", "C\\u0000c", "/vertical_data/model", "characters", "C\u0000"),
                fault("Civic", "C\\u202ec", "/vertical_data/model", "characters", "\u202e"),
                fault("Civic", "C\\u2066c", "/vertical_data/model", "characters", "\u2066"),
                fault("Civic", "C\\u200bc", "/vertical_data/model", "characters", "\u200b"),
                fault("Civic", "C\\ufeffc", "/vertical_data/model", "characters", "\ufeff"),
                fault("Civic", "C\\udb40\\udc41c", "/vertical_data/model", "characters", "\udb40"),
                fault("Civic", "C\\ud800c", "/vertical_data/model", "characters", "\ud800"),
                fault("\"make\"", "\"a/b~c\":\"\\u0007\",\"make\"", "/vertical_data/a~1b~0c", "characters", "\u0007"),
                fault("\"make\"", "\"own\\u0001\":1,\"make\"", "/vertical_data", "propertyNames", "own"),
                fault("\"make\"", "\"own\":[" + "1,".repeat(256) + "1],\"make\"", "/vertical_data/own", "maxItems", ""),
                fault("\"make\"", manyFields(512) + "\"make\"", "", "maxProperties", ""));
    }

    /** Persian and Indic names need the joiners, Hebrew and Arabic ones the marks of direction. */
    @Test
    void takesTheInvisibleCharactersThatNamesAreWrittenWith() {
        byte[] document = utf8(changed("Civic", "C\\u200c\\u200d\\u200e\\u200fc"));

        assertThat(Samples.validate(document)).isNotInstanceOf(Malformed.class);
    }

    @ParameterizedTest(name = "{2} {3}")
    @MethodSource("documentsWithOneFault")
    void namesTheFieldAtFaultWithoutItsValue(String part, String by, String pointer, String code, String value) {
        List<Fault> faults = faults(utf8(changed(part, by)));

        assertThat(faults).extracting(Fault::pointer).containsOnly(pointer);
        assertThat(faults).extracting(Fault::code).contains(code);
        if (!value.isEmpty()) {
            assertThat(faults).allSatisfy(fault -> assertThat(fault.message()).doesNotContain(value));
        }
    }

    @Test
    void tellsAllFaultsInTheOrderOfTheDocument() {
        String document = """
                {"contact_info":{"email":"x","lastName":7,"address":{"zip":"1"}},"vertical":"AUTO","vertical_data":{"make":1}}""";

        assertThat(faults(utf8(document)))
                .extracting(Fault::pointer)
                .containsExactly(
                        "/contact_info/firstName",
                        "/contact_info/phone",
                        "/contact_info/email",
                        "/contact_info/lastName",
                        "/contact_info/address/state",
                        "/contact_info/address/zip",
                        "/vertical_data/model",
                        "/vertical_data/vehicleYear",
                        "/vertical_data/make");
    }

    @Test
    void tellsAtMostFiftyFaults() {
        String document = changed(
                "\"make\"", "\"drivers\":[" + "1,".repeat(30) + "1],\"vehicles\":[" + "1,".repeat(30) + "1],\"make\"");

        assertThat(faults(utf8(document))).hasSize(50);
    }

    @Test
    void requiresTheFieldsOfEachVertical() {
        Map<String, List<String>> required = Map.of(
                "AUTO", List.of("make", "model", "vehicleYear"),
                "HOME", List.of("propertyType", "squareFeet", "yearBuilt"),
                "HEALTH", List.of("coverageType", "tobacco"),
                "LIFE", List.of("coverageAmount", "coverageType", "tobacco"),
                "RENTERS", List.of("personalProperty", "propertyType"),
                "COMMERCIAL",
                        List.of("businessName", "businessType", "coverageTypes", "employees", "industry", "revenue"));

        required.forEach((vertical, fields) -> assertThat(faults(utf8(empty(vertical))))
                .as(vertical)
                .extracting(Fault::pointer)
                .containsExactlyElementsOf(
                        fields.stream().map("/vertical_data/"::concat).toList()));
    }

    @Test
    void takesAHouseUntilNextYearAndNoneOfLater() {
        String house = empty("HOME").replace("\"vertical_data\":{}", """
                        "vertical_data":{"propertyType":"CONDO","yearBuilt":2027,"squareFeet":900,"vehicleYear":3000}""");

        assertThat(Samples.wellFormed(house).lead().verticalData().integer("yearBuilt"))
                .contains(2027L);
        assertThat(faults(utf8(house.replace("2027", "2028"))))
                .extracting(Fault::pointer, Fault::code)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("/vertical_data/yearBuilt", "maximum"));
    }

    @Test
    void takesANaicsCodeInPlaceOfAnIndustry() {
        String document = empty("COMMERCIAL").replace("\"vertical_data\":{}", """
                        "vertical_data":{"businessName":"B","businessType":"LLC","naics":"238220","employees":3,\
                        "revenue":1000.5,"coverageTypes":["CYBER"]}""");

        assertThat(Samples.wellFormed(document).lead().verticalData().text("naics"))
                .contains("238220");
    }

    @Test
    void keepsFieldsThatTheContractDoesNotName() {
        String document = changed("\"zip\"", "\"unit\":\"4B\",\"zip\"")
                .replace("\"make\"", "\"own\":{\"deep\":[1,2.5,true,null]},\"make\"")
                .replace("\"lastName\"", "\"nick\":\"N\",\"lastName\"");

        Lead lead = Samples.wellFormed(document).lead();

        assertThat(lead.contact().further().values()).isEqualTo(Map.of("nick", "N", "address", Map.of("unit", "4B")));
        assertThat(lead.verticalData().values()).containsEntry("own", Map.of("deep", List.of(1L, 2.5, true)));
        assertThat(lead.further().values()).containsOnlyKeys("consent");
    }

    @Test
    void takesNextYearsModelsAndAFullZip() {
        assertThat(Samples.wellFormed(changed("2012", "2027").replace("50160", "50160-1234"))
                        .lead()
                        .contact()
                        .address()
                        .zip5())
                .isEqualTo("50160");
    }

    @Test
    void readsAWholeNumberInWhicheverFormItIsWritten() {
        assertThat(Samples.wellFormed(changed("2012", "2.012e3"))
                        .lead()
                        .verticalData()
                        .integer("vehicleYear"))
                .contains(2012L);
    }

    private static String empty(String vertical) {
        return changed("\"AUTO\"", '"' + vertical + '"')
                .replace("{\"vehicleYear\":2012,\"make\":\"Honda\",\"model\":\"Civic\"}", "{}");
    }

    private static String manyFields(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"f" + i + "\":1,").collect(Collectors.joining());
    }

    private static Arguments fault(String part, String by, String pointer, String code, String value) {
        return arguments(part, by, pointer, code, value);
    }

    private static List<Fault> faults(byte[] document) {
        return ((Malformed) Samples.validate(document)).faults();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        IntStream.range(0, values.length).forEach(i -> bytes[i] = (byte) values[i]);
        return bytes;
    }
}
