package io.leadservice.lead;

import java.util.Optional;

/**
 * What validation derived from a lead, beside what was sent. E-mail, phone, text and vehicle are personal data, so
 * {@link #toString} shows none.
 *
 * @param email the canonical e-mail: trimmed, lower case, plus-tags kept
 * @param phone the phone in E.164, where it is a valid number
 * @param age full years at the time of arrival, where a date of birth was given
 * @param freeMail whether the e-mail is at a provider that gives mailboxes to everyone
 * @param text names, street and city in normal form
 * @param line what the numbering plan tells of the phone, where it is a valid number
 * @param place where the ZIP lies, where it is assigned
 * @param vehicle what the VIN of the first vehicle tells, where it is a whole one
 */
public record Enrichment(
        String email,
        Optional<String> phone,
        Optional<Integer> age,
        boolean freeMail,
        Optional<NormalText> text,
        Optional<PhoneLine> line,
        Optional<Place> place,
        Optional<VehicleFacts> vehicle) {

    /** The least there is: no more than who it is and how old. */
    public Enrichment(String email, Optional<String> phone, Optional<Integer> age) {
        this(email, phone, age, false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Override
    public String toString() {
        return "Enrichment[hidden]";
    }
}
