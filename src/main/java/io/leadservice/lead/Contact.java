package io.leadservice.lead;

import java.time.LocalDate;
import java.util.Optional;

/**
 * The person who asks, as sent. All of it is personal data, so {@link #toString} shows none.
 *
 * @param firstName given name
 * @param lastName family name
 * @param email address as sent
 * @param phone number as sent
 * @param dateOfBirth day of birth
 * @param address postal address
 * @param ssn social security number: encrypted, never returned
 * @param further fields that the contract does not name
 */
public record Contact(
        String firstName,
        String lastName,
        String email,
        String phone,
        Optional<LocalDate> dateOfBirth,
        Address address,
        Optional<String> ssn,
        Attributes further) {

    @Override
    public String toString() {
        return "Contact[hidden]";
    }
}
