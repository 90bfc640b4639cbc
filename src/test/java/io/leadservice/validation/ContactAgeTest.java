package io.leadservice.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.lead.ValidatedLead;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The samples arrive on 2026-06-15. */
class ContactAgeTest {

    private static final String BORN = "1990-08-17";

    @ParameterizedTest
    @CsvSource({"2008-06-15, 18", "1990-06-16, 35", "1915-06-16, 110"})
    void takesAContactOfAge(String born, int age) {
        ValidatedLead lead = Samples.wellFormed(Samples.changed(BORN, born));

        assertThat(lead.rejected()).isFalse();
        assertThat(lead.enrichment().age()).contains(age);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2008-06-16", "2026-06-15", "2026-06-16", "2029-04-19", "1915-06-15", "1800-01-01", "9999-12-31"
            })
    void rejectsAContactUnderAgeTooOldOrNotYetBorn(String born) {
        ValidatedLead lead = Samples.wellFormed(Samples.changed(BORN, born));

        assertThat(lead.rejected()).isTrue();
        assertThat(lead.findings()).extracting(finding -> finding.code()).containsExactly("contact.age");
    }

    @Test
    void takesAContactWithoutADateOfBirth() {
        ValidatedLead lead = Samples.wellFormed(Samples.changed("\"dateOfBirth\":\"1990-08-17\",", ""));

        assertThat(lead.rejected()).isFalse();
        assertThat(lead.enrichment().age()).isEmpty();
    }
}
