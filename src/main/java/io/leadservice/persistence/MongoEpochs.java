package io.leadservice.persistence;

import io.leadservice.bus.Deadline;
import io.leadservice.lead.LeadStatus;
import io.leadservice.lead.Vertical;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The open epochs in MongoDB, a document each in {@value #NAME}. Its document is durable before the first lead of an epoch is
 * written, and goes once Kafka or the outbox has their events: each step changes single documents, so it is right on every
 * server of the protocol. Thread-safe.
 */
public final class MongoEpochs {

    static final String NAME = "outbox_epochs";

    /** More than writers can have open at once; the rest comes when these are done. */
    private static final int MOST = 1_000;

    private static final String SINCE = "since";

    /** All of them, so that the index that ends with the time of receipt can be used. */
    private static final JsonArray VERTICALS =
            new JsonArray(Arrays.stream(Vertical.values()).map(Vertical::name).toList());

    private final MongoCalls calls;

    public MongoEpochs(MongoCalls calls) {
        this.calls = calls;
    }

    /** Makes an epoch known; its leads may be written once this is done. */
    Future<Void> open(Epoch epoch) {
        JsonObject document = MongoCalls.byId(epoch.id()).put(SINCE, LeadDocument.date(epoch.since()));
        return calls.call(mongo -> mongo.insert(NAME, document)).mapEmpty();
    }

    /** Ends an epoch: the events of all its leads are in Kafka or in the outbox. */
    Future<Void> close(String id) {
        return calls.call(mongo -> mongo.removeDocument(NAME, MongoCalls.byId(id)))
                .mapEmpty();
    }

    /** Those that are open. */
    Future<List<Epoch>> open() {
        FindOptions some = new FindOptions().setLimit(MOST);
        return calls.call(mongo -> mongo.findWithOptions(NAME, new JsonObject(), some))
                .map(found -> found.stream()
                        .map(epoch -> new Epoch(epoch.getString("_id"), LeadDocument.instant(epoch, SINCE)))
                        .toList());
    }

    /** The lead with what waits for Kafka: of one in an open epoch its first event too. */
    Future<StoredLead> withPending(StoredLead lead, Deadline deadline) {
        if (lead.epoch().isEmpty() || lead.status() == LeadStatus.ERASED) {
            return Future.succeededFuture(lead);
        }
        return calls.call(
                        deadline,
                        mongo ->
                                mongo.findOne(NAME, MongoCalls.byId(lead.epoch().get()), null))
                .map(epoch -> epoch == null ? lead : lead.announcing(LeadEvents.ofNew(lead.asNew(), Optional.empty())));
    }

    /** Some of the leads of an epoch, but for those; erased ones have their events in the outbox. */
    Future<List<JsonObject>> leads(Epoch epoch, Collection<String> except, int limit) {
        JsonObject query = new JsonObject()
                .put("vertical", new JsonObject().put("$in", VERTICALS))
                .put("status", MongoLeadStore.LIVING.copy())
                .put("created_at", new JsonObject().put("$gte", LeadDocument.date(epoch.since())))
                .put(LeadDocument.EPOCH, epoch.id());
        if (!except.isEmpty()) {
            query.put("_id", new JsonObject().put("$nin", new JsonArray(List.copyOf(except))));
        }
        return calls.call(
                mongo -> mongo.findWithOptions(LeadCollection.NAME, query, new FindOptions().setLimit(limit)));
    }
}
