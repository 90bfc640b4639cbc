package io.leadservice.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.lead.Finding;
import io.leadservice.lead.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneRulesTest {

    private static final String PHONE = "+1 319-768-6991";

    @ParameterizedTest
    @ValueSource(
            strings = {"+1 319-768-6991", "(319) 768-6991", "319.768.6991", "13197686991", "416-967-1111", "8002752273"
            })
    void takesNumbersOfTheNorthAmericanPlan(String phone) {
        assertThat(Samples.findings(PHONE, phone)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1931002516",
                "1035520108",
                "7686991",
                "3191768699",
                "+44 20 7946 0958",
                "319768699123",
                "()+.- 1111911"
            })
    void flagsNumbersThatCannotExist(String phone) {
        assertThat(Samples.findings(PHONE, phone)).containsExactly("phone.invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"6205550139", "+1 402 555 0119", "(907) 555-0100", "2125550199"})
    void flagsLinesThatAreSetAsideForFiction(String phone) {
        assertThat(Samples.findings(PHONE, phone)).containsExactly("phone.fictional");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234567890", "2345678901", "9876543210", "5555555555", "0000000", "+1 222-222-2222"})
    void flagsRunsAndRepeats(String phone) {
        assertThat(Samples.findings(PHONE, phone)).contains("phone.fictional");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3195551234", "3195550200", "2123456789"})
    void leavesOtherLinesOf555AndPartialRunsAlone(String phone) {
        assertThat(Samples.findings(PHONE, phone)).doesNotContain("phone.fictional");
    }

    @Test
    void givesTheNumberInE164() {
        assertThat(Samples.wellFormed(Samples.changed(PHONE, "(319) 768.6991"))
                        .enrichment()
                        .phone())
                .contains("+13197686991");
    }

    @Test
    void findsAboutThePhoneOnlyFlag() {
        assertThat(Samples.wellFormed(Samples.README).findings())
                .filteredOn(finding -> finding.code().startsWith("phone."))
                .isNotEmpty()
                .extracting(Finding::severity)
                .containsOnly(Severity.FLAG);
    }
}
