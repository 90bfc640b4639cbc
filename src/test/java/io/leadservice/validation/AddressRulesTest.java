package io.leadservice.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.lead.ValidatedLead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

    private static final String ADDRESS = "\"state\":\"IA\",\"zip\":\"50160\"";

    @ParameterizedTest
    @CsvSource({
        "CA, 94116",
        "NY, 00501",
        "NY, 12345-6789",
        "NY, 06390",
        "CT, 06385",
        "PR, 00901",
        "VI, 00802",
        "DC, 20500",
        "VA, 20101",
        "TX, 73301",
        "TX, 88510",
        "GA, 39901",
        "HI, 96823",
        "AS, 96799",
        "GU, 96910",
        "MP, 96950",
        "AK, 99950",
        "WA, 99403",
        "ID, 83201",
        "WY, 83414",
        "MA, 05501",
        "VT, 05601",
        "AE, 09012",
        "AP, 96205",
        "AA, 34002"
    })
    void takesAZipInItsState(String state, String zip) {
        assertThat(findings(state, zip)).doesNotContain("address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000", "00001", "00499", "99999", "99951", "21300", "34300", "51800", "88700", "98765", "50004",
                "11111", "12346"
            })
    void flagsAZipThatIsNotAssigned(String zip) {
        assertThat(findings("IA", zip)).contains("address.zip_unknown").doesNotContain("mismatch");
    }

    @ParameterizedTest
    @CsvSource({"OH, 58370", "KS, 29929", "KY, 38339", "NJ, 96823", "FL, 34012", "HI, 96799"})
    void flagsAZipOfAnotherState(String state, String zip) {
        assertThat(findings(state, zip)).contains("address.zip_state_mismatch").doesNotContain("unknown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PO Box 12",
                "P.O. Box 12",
                "p o box 7",
                "P.O.Box 44 Suite 2",
                "POB 5",
                "Post Office Box 9",
                "Box 17",
                "1 Main St, PO BOX 3",
                "Apartado 12"
            })
    void flagsABoxAtAPostOffice(String street) {
        assertThat(Samples.findings("8314 Lake St", street)).containsExactly("address.po_box");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12 Box Elder Rd",
                "RR 2 Box 45",
                "9 Pobox St",
                "4 Post Office Rd",
                "7 Opossum Box Ln",
                "3 Polk St"
            })
    void takesAStreet(String street) {
        assertThat(Samples.findings("8314 Lake St", street)).isEmpty();
    }

    @Test
    void takesTheExampleOfTheReadmeWithFindingsAndWithoutRejection() {
        ValidatedLead lead = Samples.wellFormed(Samples.README);

        assertThat(lead.rejected()).isFalse();
        assertThat(lead.findings())
                .extracting(finding -> finding.code())
                .containsExactly("phone.invalid", "phone.fictional", "address.zip_state_mismatch");
    }

    private static String findings(String state, String zip) {
        return String.join(" ", Samples.findings(ADDRESS, "\"state\":\"" + state + "\",\"zip\":\"" + zip + '"'));
    }
}
