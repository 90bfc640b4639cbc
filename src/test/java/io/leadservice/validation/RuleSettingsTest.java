package io.leadservice.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.config.ConfigLoader;
import io.leadservice.config.ValidationConfig;
import io.leadservice.lead.Finding;
import io.leadservice.lead.RuleCode;
import io.leadservice.lead.ValidatedLead;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RuleSettingsTest {

    private static final String POOR = Samples.README.replace("John", "Test").replace("1980-01-01", "1956-01-01");

    @Test
    void rejectsFlagsOrLeavesOutARuleAsConfigured() {
        ValidatedLead lead = apply(
                POOR,
                Map.of(
                        "lead.validation.rules.name.suspicious", "reject",
                        "lead.validation.rules.phone.invalid", "off",
                        "lead.validation.rules.consent.missing", "flag"));

        assertThat(lead.rejected()).isTrue();
        assertThat(lead.findings())
                .extracting(finding -> finding.code() + " " + finding.severity())
                .containsExactly(
                        "name.suspicious REJECT",
                        "phone.fictional FLAG",
                        "address.zip_state_mismatch FLAG",
                        "consent.missing FLAG");
    }

    @Test
    void letsAVerticalDifferFromTheOthers() {
        Map<String, String> properties = Map.of(
                "lead.validation.rules.phone.invalid", "off",
                "lead.validation.verticals.AUTO.rules.phone.fictional", "off",
                "lead.validation.verticals.AUTO.rules.name.suspicious", "off",
                "lead.validation.verticals.HOME.rules.address.zip_state_mismatch", "off",
                "lead.validation.verticals.AUTO.age.maximum", "69");

        assertThat(apply(POOR, properties).findings())
                .extracting(Finding::code)
                .containsExactly("address.zip_state_mismatch", "contact.age");
        assertThat(apply(
                                POOR.replace("AUTO", "HOME")
                                        .replace(
                                                "\"vehicleYear\":2020,\"make\":\"Toyota\",\"model\":\"Camry\"",
                                                "\"propertyType\":\"CONDO\",\"yearBuilt\":1990,\"squareFeet\":900"),
                                properties)
                        .findings())
                .extracting(Finding::code)
                .containsExactly("name.suspicious", "phone.fictional");
    }

    @Test
    void hasARuleForEachCode() {
        assertThat(RuleSet.load().of(ValidationConfig.standard().of(io.leadservice.lead.Vertical.AUTO)))
                .extracting(rule -> rule.text().code())
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(RuleCode.values())
                        .filter(code -> code != RuleCode.CONTACT_SUPPRESSED)
                        .toList());
    }

    @Test
    void putsNoPersonalDataIntoMessages() {
        assertThat(apply(POOR, Map.of()).findings())
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(finding.message())
                        .doesNotContainIgnoringCase("Test ")
                        .doesNotContain("1234567890", "12345", "john.doe", "1956", "123 Main"));
    }

    private static ValidatedLead apply(String document, Map<String, String> properties) {
        return Samples.wellFormed(
                document, ConfigLoader.load(Map.of(), Map.of(), properties).validation(), SuppressionLists.NONE);
    }
}
