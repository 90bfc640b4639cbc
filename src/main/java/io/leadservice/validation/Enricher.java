package io.leadservice.validation;

import io.leadservice.lead.Contact;
import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Lead;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/** Derives what rules, scoring and buyers use from what was sent. Safe to share between threads. */
final class Enricher {

    private final PhoneNumbers phones;

    Enricher(PhoneNumbers phones) {
        this.phones = phones;
    }

    Enrichment enrich(Lead lead) {
        Contact contact = lead.contact();
        LocalDate arrival = lead.receivedAt().atZone(ZoneOffset.UTC).toLocalDate();
        return new Enrichment(
                canonicalEmail(contact.email()),
                phones.e164(contact.phone()),
                contact.dateOfBirth().flatMap(birth -> fullYears(birth, arrival)));
    }

    /** Trimmed and in lower case; plus-tags and dots are kept, since only some providers ignore them. */
    static String canonicalEmail(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    /** Empty for a birth in the future. Someone born on 29 February comes of age on 1 March of a common year. */
    private static Optional<Integer> fullYears(LocalDate birth, LocalDate day) {
        return birth.isAfter(day)
                ? Optional.empty()
                : Optional.of(Period.between(birth, day).getYears());
    }
}
