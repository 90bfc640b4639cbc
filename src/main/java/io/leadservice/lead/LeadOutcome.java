package io.leadservice.lead;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of a lead with its buyer: what models are trained on. Holds nothing of the person.
 *
 * @param kind what happened
 * @param returnReason why it was given back; there just where it was
 * @param at when it happened, in milliseconds
 */
public record LeadOutcome(Kind kind, Optional<ReturnReason> returnReason, Instant at) {

    /** @throws IllegalArgumentException if a return has no reason, or another outcome has one */
    public LeadOutcome {
        Objects.requireNonNull(kind, "kind");
        at = at.truncatedTo(ChronoUnit.MILLIS);
        if ((kind == Kind.RETURNED) != returnReason.isPresent()) {
            throw new IllegalArgumentException("a return has a reason, and nothing else has one");
        }
    }

    /** What can happen to a lead. */
    public enum Kind {
        /** Somebody spoke with the person. */
        CONTACTED,
        /** The person got a price. */
        QUOTED,
        /** A policy was sold. */
        BOUND,
        /** The buyer gave the lead back. */
        RETURNED;

        /** The name in answers, events, the store and commands, such as {@code bound}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The kind of that name; empty if there is none. */
        public static Optional<Kind> of(String key) {
            return Arrays.stream(values())
                    .filter(kind -> kind.key().equals(key))
                    .findFirst();
        }
    }

    /** Why buyers give leads back, as the credit policies of lead sellers have it. */
    public enum ReturnReason {
        DISCONNECTED_PHONE,
        WRONG_NUMBER,
        /** Name or contact are obviously made up. */
        FALSE_CONTACT,
        /** The buyer got the same person before. */
        DUPLICATE,
        OUTSIDE_AREA,
        /** It is not of the kind that the buyer ordered. */
        OUTSIDE_FILTERS,
        /** The person did not ask for a quote. */
        NOT_REQUESTED,
        /** The buyer insures the person already. */
        ALREADY_CUSTOMER,
        /** Somebody tried the form. */
        TEST_LEAD,
        OTHER;

        /** The name in answers, events and the store, such as {@code wrong_number}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The reason of that name; empty if there is none. */
        public static Optional<ReturnReason> of(String key) {
            return Arrays.stream(values())
                    .filter(reason -> reason.key().equals(key))
                    .findFirst();
        }
    }
}
