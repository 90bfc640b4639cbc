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
            strings = {
                "+1 319-768-6991",
                "(319) 768-6991",
                "319.768.6991",
                "13197686991",
                "515 243 3273",
                "641-472-7000"
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
    @ValueSource(strings = {"3195550139", "+1 515 555 0119", "(641) 555-0100", "7125550199"})
    void flagsLinesThatAreSetAsideForFiction(String phone) {
        assertThat(Samples.findings(PHONE, phone)).containsExactly("phone.fictional");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1234567890",
                "2345678901",
                "9876543210",
                "5555555555",
                "0000000",
                "+1 222-222-2222",
                "3195555555",
                "2121212121",
                "3196031960"
            })
    void flagsRunsAndRepeats(String phone) {
        assertThat(Samples.findings(PHONE, phone)).contains("phone.fictional");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3195551234", "3195550200", "2123456789"})
    void leavesOtherLinesOf555AndPartialRunsAlone(String phone) {
        assertThat(Samples.findings(PHONE, phone)).doesNotContain("phone.fictional");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8002752273",
                "888-275-2273",
                "877 275 2273",
                "8662752273",
                "8552752273",
                "8442752273",
                "8332752273",
                "+1 822 275 2273"
            })
    void flagsTollFreeNumbers(String phone) {
        assertThat(Samples.findings(PHONE, phone)).contains("phone.toll_free").doesNotContain("phone.state_mismatch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"212-736-5000", "416-967-1111", "787-721-1000", "402 231 2786"})
    void flagsAnAreaCodeOfAnotherState(String phone) {
        assertThat(Samples.findings(PHONE, phone)).containsExactly("phone.state_mismatch");
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
