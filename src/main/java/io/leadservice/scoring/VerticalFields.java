package io.leadservice.scoring;

import io.leadservice.lead.IsoTime;
import io.leadservice.lead.ValidatedLead;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Features that are one field of the vertical's data, coarsened. */
final class VerticalFields {

    private static final String OTHER = "other";
    private static final Bands DAYS = Bands.from(-1, 0, 7, 15, 31, 61, 121, 366);
    private static final Bands MONTHS = Bands.from(0, 1, 6, 12, 24, 36, 60, 120);

    private VerticalFields() {}

    /** A number, or the length of a list of things, by its band. */
    static LeadFeature number(String name, String field, Bands bands) {
        return new LeadFeature(name, lead -> number(lead, field).flatMap(bands::band));
    }

    /** One of some words, in lower case; {@code other} for any other text, since that may hold anything. */
    static LeadFeature category(String name, String field, String... words) {
        Set<String> vocabulary = Set.of(words);
        return new LeadFeature(
                name, lead -> lead.lead().verticalData().text(field).map(text -> known(text, vocabulary)));
    }

    /** {@code yes} or {@code no}. */
    static LeadFeature flag(String name, String field) {
        return new LeadFeature(
                name, lead -> lead.lead().verticalData().flag(field).map(VerticalFields::yesNo));
    }

    /** Whole days from the arrival to a date; what is past is one band. */
    static LeadFeature daysUntil(String name, String field) {
        return new LeadFeature(
                name,
                lead -> lead.lead()
                        .verticalData()
                        .text(field)
                        .flatMap(IsoTime::date)
                        .flatMap(date -> DAYS.band(ChronoUnit.DAYS.between(arrival(lead), date))));
    }

    /** Present cover: whether, for how long, until when. */
    static List<LeadFeature> cover() {
        return List.of(
                flag("insured", "currentlyInsured"),
                number("insured_months", "continuousCoverageMonths", MONTHS),
                daysUntil("expiry_days", "policyExpiration"));
    }

    /** A feature of one's own. */
    static LeadFeature of(String name, Function<ValidatedLead, Optional<?>> read) {
        return new LeadFeature(name, read);
    }

    /** The number in a field, or how many things it lists. */
    static Optional<Double> number(ValidatedLead lead, String field) {
        Object value = lead.lead().verticalData().values().get(field);
        if (value instanceof Number number) {
            return Optional.of(number.doubleValue());
        }
        return value instanceof List<?> list ? Optional.of((double) list.size()) : Optional.empty();
    }

    static String yesNo(boolean value) {
        return value ? "yes" : "no";
    }

    /** The word if the vocabulary has it, {@code other} if not. */
    static String known(String text, Set<String> vocabulary) {
        String word = word(text);
        return vocabulary.contains(word) ? word : OTHER;
    }

    /** Lower case with one underscore for whatever is no letter or digit. */
    static String word(String text) {
        StringBuilder word = new StringBuilder(text.length());
        for (char letter : text.strip().toLowerCase(Locale.ROOT).toCharArray()) {
            boolean plain = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
            if (plain) {
                word.append(letter);
            } else if (!word.isEmpty() && word.charAt(word.length() - 1) != '_') {
                word.append('_');
            }
        }
        return word.toString();
    }

    static LocalDate arrival(ValidatedLead lead) {
        return lead.lead().receivedAt().atZone(ZoneOffset.UTC).toLocalDate();
    }
}
