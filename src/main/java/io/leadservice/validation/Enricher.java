package io.leadservice.validation;

import io.leadservice.lead.Contact;
import io.leadservice.lead.Enrichment;
import io.leadservice.lead.Lead;
import io.leadservice.lead.VehicleFacts;
import io.leadservice.validation.PhoneNumbers.Valid;
import io.leadservice.validation.reference.SortedText;
import io.leadservice.validation.reference.VehicleMakers;
import io.leadservice.validation.reference.ZipCodes;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;

/** Derives what rules, scoring and buyers use from what was sent. Asks nobody outside. Safe to share between threads. */
final class Enricher {

    private final PhoneNumbers phones;
    private final ZipCodes zips;
    private final SortedText freeMail;
    private final VehicleMakers makers;

    private Enricher(PhoneNumbers phones, ZipCodes zips, SortedText freeMail, VehicleMakers makers) {
        this.phones = phones;
        this.zips = zips;
        this.freeMail = freeMail;
        this.makers = makers;
    }

    /** Reads its tables. Blocks. */
    static Enricher load() {
        return new Enricher(
                PhoneNumbers.load(),
                ZipCodes.load(),
                SortedText.load("validation/free-mail-domains.txt"),
                VehicleMakers.load());
    }

    Enrichment enrich(Lead lead) {
        Contact contact = lead.contact();
        LocalDate arrival = lead.receivedAt().atZone(ZoneOffset.UTC).toLocalDate();
        String email = NormalForm.email(contact.email());
        Optional<Valid> phone = phones.read(contact.phone());
        return new Enrichment(
                email,
                phone.map(Valid::e164),
                contact.dateOfBirth().flatMap(birth -> fullYears(birth, arrival)),
                freeMail.contains(EmailDomain.of(email)),
                Optional.of(NormalForm.of(contact)),
                phone.map(Valid::line),
                zips.place(contact.address().zip5()),
                vehicle(lead, arrival.getYear() + 1));
    }

    /** Empty for a birth in the future. Someone born on 29 February comes of age on 1 March of a common year. */
    private static Optional<Integer> fullYears(LocalDate birth, LocalDate day) {
        return birth.isAfter(day)
                ? Optional.empty()
                : Optional.of(Period.between(birth, day).getYears());
    }

    private Optional<VehicleFacts> vehicle(Lead lead, int latestYear) {
        return lead.verticalData()
                .text("vin")
                .flatMap(Vin::of)
                .map(vin ->
                        new VehicleFacts(vin.characters(), vin.modelYear(latestYear), makers.maker(vin.characters())));
    }
}
