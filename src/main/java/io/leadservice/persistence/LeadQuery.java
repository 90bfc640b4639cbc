package io.leadservice.persistence;

import io.leadservice.pipeline.LeadPage.Position;
import io.leadservice.pipeline.ListLeads;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * The conditions of a list of leads, in two parts: those that an index of {@link MongoLeadList} bounds, and those that each
 * document in these bounds is looked at for. Values go in as values, so none of them can be an operator.
 */
final class LeadQuery {

    private final JsonObject bounds;
    private final JsonObject rest;

    private LeadQuery(JsonObject bounds, JsonObject rest) {
        this.bounds = bounds;
        this.rest = rest;
    }

    static LeadQuery of(ListLeads request) {
        ListLeads.Filter filter = request.filter();
        JsonObject bounds = new JsonObject();
        request.owner().ifPresent(client -> bounds.put("client", client));
        filter.status().ifPresent(status -> bounds.put("status", status.name()));
        range(filter.createdFrom().map(LeadQuery::date), filter.createdTo().map(LeadQuery::date), "$lt")
                .ifPresent(created -> bounds.put("created_at", created));
        JsonObject rest = new JsonObject();
        filter.vertical().ifPresent(vertical -> rest.put("vertical", vertical.name()));
        range(filter.minScore(), filter.maxScore(), "$lte").ifPresent(score -> rest.put("score.probability", score));
        filter.trafficSource().ifPresent(source -> rest.put("source.traffic_source", source));
        filter.campaign().ifPresent(campaign -> rest.put("source.campaign", campaign));
        return new LeadQuery(bounds, rest);
    }

    /** Whether an index alone finds the leads, so that none is looked at in vain. */
    boolean indexed() {
        return rest.isEmpty();
    }

    /** What the index bounds, behind a place. */
    JsonObject bounded(Optional<Position> after) {
        return all(new JsonArray(), after, Optional.empty(), new JsonObject());
    }

    /** The leads, behind a place and up to another one, this one included. */
    JsonObject wanted(Optional<Position> after, Optional<Position> upTo) {
        return all(new JsonArray(), after, upTo, rest);
    }

    private JsonObject all(JsonArray places, Optional<Position> after, Optional<Position> upTo, JsonObject more) {
        after.ifPresent(place -> within(places, place, "$lt", "$lte", "$lt"));
        upTo.ifPresent(place -> within(places, place, "$gt", "$gte", "$gte"));
        JsonObject query = bounds.copy().mergeIn(more.copy());
        return places.isEmpty() ? query : query.put("$and", places);
    }

    /**
     * Newer or older than a place. The first condition says less than the second, and is what bounds the index.
     *
     * @param strictly how the time is if it decides alone
     * @param at how the time is at any rate
     * @param id how the id is if the time is the same
     */
    private static void within(JsonArray places, Position place, String strictly, String at, String id) {
        JsonObject moment = date(place.createdAt());
        JsonObject apart = new JsonObject().put("created_at", new JsonObject().put(strictly, moment));
        JsonObject same =
                new JsonObject().put("created_at", moment).put("_id", new JsonObject().put(id, place.leadId()));
        places.add(new JsonObject().put("created_at", new JsonObject().put(at, moment)))
                .add(new JsonObject().put("$or", new JsonArray().add(apart).add(same)));
    }

    private static <T> Optional<JsonObject> range(Optional<T> from, Optional<T> to, String upper) {
        JsonObject range = new JsonObject();
        from.ifPresent(value -> range.put("$gte", value));
        to.ifPresent(value -> range.put(upper, value));
        return range.isEmpty() ? Optional.empty() : Optional.of(range);
    }

    private static JsonObject date(Instant instant) {
        return LeadDocument.date(instant);
    }
}
