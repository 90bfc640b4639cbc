package io.leadservice.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Consent, device and session. The samples arrive at noon UTC on 2026-06-15. */
class EnvelopeRulesTest {

    private static final String CONSENT = "\"consent\":{\"tcpa\":true}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-06-15T11:59:59Z",
                "2026-03-17T12:00:00Z",
                "2026-06-15T14:00:00+02:00",
                "2026-06-16T11:00:00Z"
            })
    void takesAFreshConsent(String timestamp) {
        assertThat(consent(timestamp)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-03-17T11:59:59Z", "2019-01-01T00:00:00Z", "2026-06-17T00:00:00Z", "yesterday", ""})
    void flagsAConsentThatIsOldOrAheadOrWithoutATime(String timestamp) {
        assertThat(consent(timestamp)).containsExactly("consent.stale");
    }

    @Test
    void leavesAMissingConsentAloneUnlessConfigured() {
        assertThat(Samples.findings(CONSENT, "\"consent\":{\"tcpa\":false}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "127.0.0.1",
                "169.254.1.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.2.7",
                "192.168.1.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.9",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "fc00::1",
                "fd12:3456::1",
                "ff02::1",
                "2001:db8::1",
                "2001::1",
                "3fff::1",
                "::ffff:10.0.0.1",
                "999.1.1.1",
                "1.2.3",
                "localhost",
                "example.com",
                "",
                "1.2.3.4.5",
                "fe80::1%eth0",
                ":::",
                "12345::"
            })
    void flagsAddressesOffThePublicInternet(String ip) {
        assertThat(device("\"ip\":\"" + ip + '"')).containsExactly("device.ip_bogon");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "1.1.1.1",
                "172.15.0.1",
                "172.32.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "192.167.1.1",
                "198.17.0.1",
                "198.20.0.1",
                "223.255.255.255",
                "2600:1700::1",
                "2001:4860:4860::8888",
                "::ffff:8.8.8.8",
                "64:ff9b::808:808",
                " 8.8.4.4 "
            })
    void takesPublicAddresses(String ip) {
        assertThat(device("\"ip\":\"" + ip + '"')).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "4", "4.99", "0.001"})
    void flagsASessionInWhichNobodyFillsInAForm(String seconds) {
        assertThat(device("\"sessionSeconds\":" + seconds)).containsExactly("device.session_too_short");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5.0", "187", "86400"})
    void takesASessionOfAPerson(String seconds) {
        assertThat(device("\"sessionSeconds\":" + seconds)).isEmpty();
    }

    private static List<String> consent(String timestamp) {
        return Samples.findings(CONSENT, "\"consent\":{\"tcpa\":true,\"timestamp\":\"" + timestamp + "\"}");
    }

    private static List<String> device(String field) {
        return Samples.findings(CONSENT, CONSENT + ",\"device_info\":{" + field + "}");
    }
}
