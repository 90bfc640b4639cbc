package io.leadservice.persistence;

import static io.leadservice.persistence.LeadCollection.byId;

import io.leadservice.bus.Deadline;
import io.leadservice.lead.LeadEvent;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.UpdateOptions;
import java.time.Instant;

/**
 * Changes of status in MongoDB: status, history and event of one change are one conditional write of the lead's document,
 * with majority and journal, so it is right on every server of the protocol. Thread-safe.
 */
final class MongoLeadChanges {

    private static final JsonObject ABSENT = new JsonObject().put("$exists", false);

    private final LeadCollection leads;

    MongoLeadChanges(LeadCollection leads) {
        this.leads = leads;
    }

    /**
     * Makes a change with its event.
     *
     * @param before the lead as it was read, with what waits for Kafka
     * @return false if the lead was changed since, and then nothing is done; fails as calls of {@link LeadStore} do
     */
    Future<Boolean> make(StoredLead before, StoredChange change, LeadEvent event, Deadline deadline) {
        JsonObject update = new JsonObject()
                .put(
                        "$set",
                        new JsonObject()
                                .put("status", change.to().name())
                                .put("updated_at", LeadDocument.date(change.at()))
                                .put(HistoryDocument.REVISION, change.revision()))
                .put("$push", new JsonObject().put(HistoryDocument.HISTORY, HistoryDocument.of(change)));
        return update(before, update, event, deadline);
    }

    /**
     * Destroys a lead's personal data with their key, and keeps the event that tells of it. Events that wait, wait on: what is
     * personal in them is ciphertext under that key.
     *
     * @param before the lead as it was read, with what waits for Kafka
     * @param erased what is left of it
     * @return false if the lead was changed since, and then nothing is done; fails as calls of {@link LeadStore} do
     */
    Future<Boolean> erase(StoredLead before, StoredLead erased, LeadEvent event, Deadline deadline) {
        JsonObject gone = new JsonObject();
        LeadDocument.ERASED_FIELDS.forEach(field -> gone.put(field, ""));
        JsonObject update = new JsonObject()
                .put("$set", LeadDocument.left(erased))
                .put("$unset", gone)
                .put("$push", new JsonObject());
        return update(before, update, event, deadline);
    }

    /** The change and its event; where an epoch told of the first event, that one before it. */
    private Future<Boolean> update(StoredLead before, JsonObject update, LeadEvent event, Deadline deadline) {
        JsonObject asItWas =
                byId(before.id()).put(HistoryDocument.REVISION, before.revision() == 0 ? ABSENT : before.revision());
        JsonArray events = new JsonArray();
        before.epoch().ifPresent(epoch -> {
            asItWas.put(LeadDocument.EPOCH, epoch);
            update.put(
                    "$unset", update.getJsonObject("$unset", new JsonObject()).put(LeadDocument.EPOCH, ""));
            before.outbox().forEach(first -> events.add(LeadDocument.event(first)));
        });
        events.add(LeadDocument.event(event));
        update.getJsonObject("$push").put("outbox", new JsonObject().put("$each", events));
        // Sets it where no event waits, and leaves it where one waits since before.
        Instant since = (before.epoch().isEmpty() || before.outbox().isEmpty()
                        ? event
                        : before.outbox().get(0))
                .time();
        update.put("$min", new JsonObject().put("outbox_since", LeadDocument.date(since)));
        return leads.call(
                        deadline,
                        mongo -> mongo.updateCollectionWithOptions(
                                LeadCollection.NAME, asItWas, update, new UpdateOptions()))
                .map(result -> result.getDocMatched() == 1);
    }
}
