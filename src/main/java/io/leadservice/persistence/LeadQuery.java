package io.leadservice.persistence;

import io.leadservice.pipeline.LeadPage.Position;
import io.leadservice.pipeline.ListLeads;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The conditions of a list of leads, in two parts: those that an index of {@link MongoLeadList} bounds, and those that each
 * document in these bounds is looked at for. There is no alternative in them, so every engine reads the index from where the
 * page begins, in the order of the list. Values go in as values, so none of them can be an operator.
 */
final class LeadQuery {

    private static final String CREATED = "created_at";

    private final Optional<Instant> from;
    private final Optional<Instant> to;
    private final JsonObject equal;
    private final JsonObject rest;

    private LeadQuery(Optional<Instant> from, Optional<Instant> to, JsonObject equal, JsonObject rest) {
        this.from = from;
        this.to = to;
        this.equal = equal;
        this.rest = rest;
    }

    static LeadQuery of(ListLeads request) {
        ListLeads.Filter filter = request.filter();
        JsonObject equal = new JsonObject();
        request.owner().ifPresent(client -> equal.put("client", client));
        filter.status().ifPresent(status -> equal.put("status", status.name()));
        JsonObject rest = new JsonObject();
        filter.vertical().ifPresent(vertical -> rest.put("vertical", vertical.name()));
        JsonObject score = new JsonObject();
        filter.minScore().ifPresent(least -> score.put("$gte", least));
        filter.maxScore().ifPresent(most -> score.put("$lte", most));
        if (!score.isEmpty()) {
            rest.put("score.probability", score);
        }
        filter.trafficSource().ifPresent(source -> rest.put("source.traffic_source", source));
        filter.campaign().ifPresent(campaign -> rest.put("source.campaign", campaign));
        return new LeadQuery(filter.createdFrom(), filter.createdTo(), equal, rest);
    }

    /** Whether an index alone finds the leads, so that none is looked at in vain. */
    boolean indexed() {
        return rest.isEmpty();
    }

    /** What the index bounds, older than a moment. */
    JsonObject bounded(Optional<Instant> before) {
        return conditions(created(before, Optional.empty()), new JsonObject());
    }

    /** The leads, older than a moment, down to another one, that one included. */
    JsonObject wanted(Optional<Instant> before, Optional<Instant> downTo) {
        return conditions(created(before, downTo), rest);
    }

    /** The leads of the same moment as the one of a place, behind it. */
    JsonObject sameMoment(Position place) {
        JsonObject created =
                created(Optional.empty(), Optional.empty()).put("$eq", LeadDocument.date(place.createdAt()));
        return conditions(created, rest).put("_id", new JsonObject().put("$lt", place.leadId()));
    }

    private JsonObject created(Optional<Instant> before, Optional<Instant> downTo) {
        JsonObject range = new JsonObject();
        Stream.of(from, downTo)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder())
                .ifPresent(oldest -> range.put("$gte", LeadDocument.date(oldest)));
        Stream.of(to, before)
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .ifPresent(end -> range.put("$lt", LeadDocument.date(end)));
        return range;
    }

    private JsonObject conditions(JsonObject created, JsonObject more) {
        JsonObject query = equal.copy().mergeIn(more.copy());
        return created.isEmpty() ? query : query.put(CREATED, created);
    }
}
