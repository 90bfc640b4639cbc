package io.leadservice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leadservice.lead.RuleCode;
import io.leadservice.lead.Severity;
import io.leadservice.lead.Vertical;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidationSettingsTest {

    @Test
    void givesEachVerticalTheDefaults() {
        for (Vertical vertical : Vertical.values()) {
            RulesConfig rules = ValidationConfig.standard().of(vertical);

            assertThat(rules.actions()).hasSize(RuleCode.values().length);
            assertThat(rules.severity(RuleCode.CONTACT_AGE)).contains(Severity.REJECT);
            assertThat(rules.severity(RuleCode.PHONE_INVALID)).contains(Severity.FLAG);
            assertThat(rules.severity(RuleCode.CONSENT_MISSING)).isEmpty();
        }
    }

    @Test
    void letsTheKeysOfAVerticalGoFirst() {
        Map<String, ?> file = Map.of(
                "validation",
                Map.of(
                        "rules", Map.of("phone.invalid", "reject"),
                        "consent-limit", "30d",
                        "verticals",
                                Map.of(
                                        "HOME",
                                        Map.of(
                                                "rules",
                                                Map.of("phone.invalid", false),
                                                "age",
                                                Map.of("minimum", 21)))));

        ValidationConfig config = ConfigLoader.load(
                        file, Map.of("LEAD_VALIDATION_VERTICALS_LIFE_AGE_MAXIMUM", "85"), Map.of())
                .validation();

        assertThat(config.of(Vertical.AUTO).severity(RuleCode.PHONE_INVALID)).contains(Severity.REJECT);
        assertThat(config.of(Vertical.HOME).severity(RuleCode.PHONE_INVALID)).isEmpty();
        assertThat(config.of(Vertical.HOME).minimumAge()).isEqualTo(21);
        assertThat(config.of(Vertical.HOME).consentLimit()).isEqualTo(Duration.ofDays(30));
        assertThat(config.of(Vertical.LIFE).maximumAge()).isEqualTo(85);
        assertThat(config.of(Vertical.AUTO).maximumAge()).isEqualTo(110);
    }

    @ParameterizedTest
    @CsvSource({
        "validation.rules.phone.odd, flag, is no key of this service",
        "validation.rules.phone.invalid, maybe, 'must be one of reject, flag, off'",
        "validation.verticals.BOAT.rules.phone.invalid, off, is no key of this service",
        "validation.verticals.AUTO.rules.phone.odd, off, is no key of this service",
        "validation.verticals.AUTO.rules.phone.invalid, REJECT, 'must be one of reject, flag, off'",
        "validation.age.minimum, -1, 'must be a whole number from 0 to 150'",
        "validation.verticals.LIFE.age.maximum, 17, 'must be at least age.minimum, 18'",
        "validation.consent-limit, forever, must be a duration",
        "validation.suppression.dnc, no-such-file.txt, there is no such file that can be read"
    })
    void namesTheKeyThatIsWrong(String key, String value, String said) {
        assertThatThrownBy(() -> ConfigLoader.load(Map.of(), Map.of(), Map.of("lead." + key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(said);
    }
}
