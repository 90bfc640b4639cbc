package io.leadservice.lead;

import java.util.Optional;

/**
 * What validation derived from a lead. E-mail and phone are personal data, so {@link #toString} shows none.
 *
 * @param email the canonical e-mail: trimmed, lower case, plus-tags kept
 * @param phone the phone in E.164, where it is a valid number
 * @param age full years at the time of arrival, where a date of birth was given
 */
public record Enrichment(String email, Optional<String> phone, Optional<Integer> age) {
    @Override
    public String toString() {
        return "Enrichment[hidden]";
    }
}
