package io.leadservice.http;

import io.leadservice.lead.Fault;
import io.leadservice.lead.IsoTime;
import io.leadservice.lead.LeadStatus;
import io.leadservice.lead.Vertical;
import io.leadservice.pipeline.LeadPage.Position;
import io.leadservice.pipeline.ListLeads;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads the parameters of a list into typed values, and says of each that cannot be read what it may be. Used for one
 * request.
 */
final class ListQuery {

    static final String CURSOR = "cursor";

    private static final Set<String> NAMES = Set.of(
            "vertical",
            "status",
            "min_score",
            "max_score",
            "traffic_source",
            "campaign",
            "created_from",
            "created_to",
            "limit",
            CURSOR);

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;
    private static final int MAX_TEXT = 200;
    private static final Pattern LIMIT = Pattern.compile("[0-9]{1,3}");
    private static final Pattern SCORE = Pattern.compile("[0-9](\\.[0-9]{1,17})?");
    private static final Pattern RFC_3339 = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})");

    private final MultiMap parameters;
    private final List<Fault> faults;

    private ListQuery(MultiMap parameters, List<Fault> faults) {
        this.parameters = parameters;
        this.faults = faults;
    }

    /**
     * Reads the parameters.
     *
     * @param owner whose leads are listed
     * @param faults takes all that is wrong with them, the parameter's name standing for the pointer
     * @return empty if anything is
     */
    static Optional<ListLeads> read(MultiMap parameters, Optional<String> owner, List<Fault> faults) {
        return new ListQuery(parameters, faults).read(owner);
    }

    private Optional<ListLeads> read(Optional<String> owner) {
        parameters.names().stream()
                .filter(name -> !NAMES.contains(name))
                .forEach(name -> fault(name, "unknown", "there is no such parameter"));
        ListLeads.Filter filter = new ListLeads.Filter(
                constant("vertical", Vertical.values()),
                constant("status", LeadStatus.values()),
                score("min_score"),
                score("max_score"),
                text("traffic_source"),
                text("campaign"),
                time("created_from"),
                time("created_to"));
        ordered("max_score", filter.minScore(), filter.maxScore());
        ordered("created_to", filter.createdFrom(), filter.createdTo());
        int limit = value("limit", "a whole number from 1 to " + MAX_LIMIT, ListQuery::limit)
                .orElse(DEFAULT_LIMIT);
        Optional<Position> after = value(
                CURSOR,
                "the cursor of a page before, with the same filters and token",
                cursor -> Cursor.read(cursor, owner, filter));
        return faults.isEmpty() ? Optional.of(new ListLeads(owner, filter, after, limit)) : Optional.empty();
    }

    private <E extends Enum<E>> Optional<E> constant(String name, E[] constants) {
        String allowed = "one of " + Arrays.stream(constants).map(E::name).collect(Collectors.joining(", "));
        return value(
                name,
                allowed,
                value -> Arrays.stream(constants)
                        .filter(constant -> constant.name().equals(value))
                        .findFirst());
    }

    private Optional<Double> score(String name) {
        return value(
                name,
                "a decimal number from 0 to 1",
                value -> Optional.of(value)
                        .filter(number -> SCORE.matcher(number).matches())
                        .map(Double::valueOf)
                        .filter(number -> number <= 1));
    }

    private Optional<String> text(String name) {
        return value(
                name,
                "1 to " + MAX_TEXT + " characters",
                value -> Optional.of(value).filter(text -> !text.isEmpty() && text.length() <= MAX_TEXT));
    }

    private Optional<Instant> time(String name) {
        return value(name, "a time as of RFC 3339, its + written as %2B", ListQuery::instant);
    }

    /** The store keeps milliseconds: a time between two of them stands for the later one. */
    static Optional<Instant> instant(String value) {
        return Optional.of(value)
                .filter(text -> RFC_3339.matcher(text).matches())
                .flatMap(IsoTime::instant)
                .map(time -> {
                    Instant truncated = time.truncatedTo(ChronoUnit.MILLIS);
                    return truncated.equals(time) ? time : truncated.plusMillis(1);
                });
    }

    private static Optional<Integer> limit(String value) {
        return Optional.of(value)
                .filter(number -> LIMIT.matcher(number).matches())
                .map(Integer::valueOf)
                .filter(number -> number >= 1 && number <= MAX_LIMIT);
    }

    private <T> Optional<T> value(String name, String allowed, Function<String, Optional<T>> reader) {
        List<String> values = parameters.getAll(name);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (values.size() > 1) {
            fault(name, "repeated", "can be given once");
            return Optional.empty();
        }
        Optional<T> read = reader.apply(values.get(0));
        if (read.isEmpty()) {
            fault(name, "value", "must be " + allowed);
        }
        return read;
    }

    private <T extends Comparable<T>> void ordered(String name, Optional<T> from, Optional<T> to) {
        if (from.isPresent() && to.isPresent() && from.get().compareTo(to.get()) > 0) {
            fault(name, "range", "must not be below its lower bound");
        }
    }

    private void fault(String parameter, String code, String message) {
        faults.add(new Fault(parameter, code, message));
    }
}
