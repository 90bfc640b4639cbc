package io.leadservice.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.leadservice.lead.Fault;
import io.leadservice.lead.LeadOutcome.Kind;
import io.leadservice.lead.LeadOutcome.ReturnReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a client tells of a lead: {@code {"outcome": …, "return_reason": …, "at": …}}.
 *
 * @param kind what happened
 * @param returnReason why the lead was given back; there just where it was
 * @param at when it happened
 */
record OutcomeBody(Kind kind, Optional<ReturnReason> returnReason, Optional<Instant> at) {

    /** By what the clock of who tells may be ahead of ours. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private static final String OUTCOME = "outcome";
    private static final String REASON = "return_reason";
    private static final String AT = "at";

    /**
     * Reads a body.
     *
     * @param now the present time
     * @param faults takes all that is wrong with it
     * @return empty if anything is
     */
    static Optional<OutcomeBody> read(byte[] body, Instant now, List<Fault> faults) {
        return JsonObjectBody.read(body, faults).flatMap(document -> read(document, now, faults));
    }

    private static Optional<OutcomeBody> read(JsonNode document, Instant now, List<Fault> faults) {
        List<Fault> found = new ArrayList<>();
        JsonObjectBody.requireOnly(
                document, Set.of(OUTCOME, REASON, AT), "an outcome has outcome, return_reason and at only", found);
        Optional<Kind> kind = name(document, OUTCOME, Kind::of, names(Kind.values(), Kind::key), found);
        Optional<ReturnReason> reason =
                name(document, REASON, ReturnReason::of, names(ReturnReason.values(), ReturnReason::key), found);
        Optional<Instant> at = time(document.path(AT), now, found);
        if (document.path(OUTCOME).isMissingNode()) {
            found.add(new Fault("/outcome", "required", "is required"));
        }
        boolean returned = kind.filter(Kind.RETURNED::equals).isPresent();
        if (returned && document.path(REASON).isMissingNode()) {
            found.add(new Fault("/return_reason", "required", "a return needs a reason"));
        }
        if (kind.isPresent() && !returned && reason.isPresent()) {
            found.add(new Fault("/return_reason", "not", "only a return has a reason"));
        }
        faults.addAll(found);
        return found.isEmpty() ? kind.map(told -> new OutcomeBody(told, reason, at)) : Optional.empty();
    }

    private static <T> Optional<T> name(
            JsonNode document, String member, Function<String, Optional<T>> known, String all, List<Fault> faults) {
        JsonNode value = document.path(member);
        Optional<T> named = value.isTextual() ? known.apply(value.textValue()) : Optional.empty();
        if (named.isEmpty() && !value.isMissingNode()) {
            faults.add(new Fault("/" + member, value.isTextual() ? "enum" : "type", "must be one of " + all));
        }
        return named;
    }

    private static <T> String names(T[] values, Function<T, String> key) {
        return Arrays.stream(values).map(key).collect(Collectors.joining(", "));
    }

    private static Optional<Instant> time(JsonNode value, Instant now, List<Fault> faults) {
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            faults.add(new Fault("/at", "type", "must be of type string"));
            return Optional.empty();
        }
        Optional<Instant> at = ListQuery.instant(value.textValue());
        if (at.isEmpty()) {
            faults.add(new Fault("/at", "format", "must be a time as of RFC 3339, such as 2026-01-31T12:00:00Z"));
        } else if (at.get().isAfter(now.plus(SKEW))) {
            faults.add(new Fault("/at", "maximum", "must not lie in the future"));
        }
        return at;
    }
}
