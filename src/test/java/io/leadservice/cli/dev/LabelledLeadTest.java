package io.leadservice.cli.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelledLeadTest {

    @Test
    void takesALineWithoutExpectationAsThePlainLead() {
        LabelledLead lead = LabelledLead.parse(3, "{\"vertical\":\"AUTO\"}");

        assertThat(lead.lead()).isEqualTo("{\"vertical\":\"AUTO\"}");
        assertThat(lead.label()).isEmpty();
        assertThat(lead.line()).isEqualTo(3);
        assertThat(lead.duplicate()).isFalse();
    }

    @Test
    void sendsTheLeadOfALabelledRowAsItIsWritten() {
        String lead = "{ \"a\": 1.0, \"b\": 1e999, \"a\": [ \"\\u00e4\\u2028\" , {\"c\":\"}\"} ] }";

        LabelledLead row =
                LabelledLead.parse(1, "{\"case\":\"odd\",\"lead\": " + lead + " ,\"expect\":{\"http\":400}} ");

        assertThat(row.lead()).isEqualTo(lead);
        assertThat(row.label()).contains("odd");
        assertThat(row.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"text\"", "[1, 2]", "17", "null", "true"})
    void sendsALeadThatIsNoObject(String lead) {
        assertThat(LabelledLead.parse(1, "{\"expect\":{\"http\":400},\"lead\":" + lead + "}")
                        .lead())
                .isEqualTo(lead);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "17",
                "nothing",
                "{\"a\":1",
                "{\"a\":1}garbage",
                "{\"a\":1}{\"b\":2}",
                "{\"lead\":{},\"expect\":{}}",
                "{\"lead\":{},\"expect\":{\"http\":99}}",
                "{\"lead\":{},\"expect\":{\"http\":\"many\"}}"
            })
    void refusesALineThatIsNoRowAndNamesIt(String text) {
        assertThatThrownBy(() -> LabelledLead.parse(7, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 7");
    }

    @Test
    void expectsSuccessOfAPlainLead() {
        LabelledLead lead = LabelledLead.parse(1, "{}");

        assertThat(lead.matches(201, "{}")).isTrue();
        assertThat(lead.matches(202, "")).isTrue();
        assertThat(lead.matches(400, "{}")).isFalse();
        assertThat(lead.matches(301, "")).isFalse();
    }

    @Test
    void expectsTheStatusAndAtLeastTheFindingsOfARow() {
        LabelledLead row = row("flagged", "\"http\":201,\"findings\":[\"phone.invalid\"]");

        assertThat(row.matches(201, findings("phone.invalid", "email.domain_typo")))
                .isTrue();
        assertThat(row.matches(201, findings("email.domain_typo"))).isFalse();
        assertThat(row.matches(202, findings("phone.invalid"))).isFalse();
        assertThat(row.matches(201, "no JSON")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"phone.invalid", "email.disposable", "name.suspicious", "vehicle.vin_check_digit", "contact.age"
            })
    void expectsNoFindingAboutThePersonInACleanRow(String code) {
        LabelledLead row = row("clean", "\"http\":201,\"findings\":[]");

        assertThat(row.matches(201, findings())).isTrue();
        assertThat(row.matches(201, findings("address.zip_unknown"))).isTrue();
        assertThat(row.matches(201, findings(code))).isFalse();
    }

    @Test
    void knowsARowThatRepeatsAPerson() {
        assertThat(row("duplicate", "\"http\":409").duplicate()).isTrue();
        assertThat(row("clean", "\"http\":201").duplicate()).isFalse();
    }

    private static LabelledLead row(String label, String expected) {
        return LabelledLead.parse(1, "{\"case\":\"" + label + "\",\"expect\":{" + expected + "},\"lead\":{}}");
    }

    private static String findings(String... codes) {
        StringBuilder results = new StringBuilder();
        for (String code : codes) {
            results.append(results.isEmpty() ? "" : ",").append("{\"code\":\"" + code + "\"}");
        }
        return "{\"validation_results\":[" + results + "]}";
    }
}
