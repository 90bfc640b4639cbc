package io.leadservice.lead;

import java.util.Arrays;

/** The rules of validation, by the code that stands in findings, in the configuration and in {@code docs/rules.md}. */
public enum RuleCode {
    PHONE_INVALID("phone.invalid"),
    PHONE_FICTIONAL("phone.fictional"),
    PHONE_TOLL_FREE("phone.toll_free"),
    PHONE_STATE_MISMATCH("phone.state_mismatch"),
    EMAIL_DISPOSABLE("email.disposable"),
    EMAIL_DOMAIN_TYPO("email.domain_typo"),
    EMAIL_ROLE("email.role"),
    NAME_SUSPICIOUS("name.suspicious"),
    ADDRESS_ZIP_UNKNOWN("address.zip_unknown"),
    ADDRESS_ZIP_STATE_MISMATCH("address.zip_state_mismatch"),
    ADDRESS_PO_BOX("address.po_box"),
    CONTACT_AGE("contact.age"),
    VEHICLE_VIN_CHECK_DIGIT("vehicle.vin_check_digit"),
    VEHICLE_VIN_YEAR_MISMATCH("vehicle.vin_year_mismatch"),
    VEHICLE_UNKNOWN_MAKE("vehicle.unknown_make"),
    CONSENT_MISSING("consent.missing"),
    CONSENT_STALE("consent.stale"),
    CONTACT_SUPPRESSED("contact.suppressed"),
    DEVICE_IP_BOGON("device.ip_bogon"),
    DEVICE_SESSION_TOO_SHORT("device.session_too_short");

    private final String wireName;

    RuleCode(String wireName) {
        this.wireName = wireName;
    }

    /** The code outside of this program, such as {@code phone.invalid}. It never changes. */
    public String wireName() {
        return wireName;
    }

    /** @throws IllegalArgumentException if there is no such rule */
    public static RuleCode of(String wireName) {
        return Arrays.stream(values())
                .filter(code -> code.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no rule " + wireName));
    }
}
