package io.leadservice.persistence;

import static io.leadservice.persistence.LeadCollection.byId;

import io.leadservice.bus.Deadline;
import io.leadservice.lead.LeadEvent;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.UpdateOptions;

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
     * @param before the lead as it was read
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
                .put(
                        "$push",
                        new JsonObject()
                                .put(HistoryDocument.HISTORY, HistoryDocument.of(change))
                                .put("outbox", LeadDocument.event(event)))
                // Sets it where no event waits, and leaves it where one waits since before.
                .put("$min", new JsonObject().put("outbox_since", LeadDocument.date(change.at())));
        return update(before, update, deadline);
    }

    /**
     * Destroys a lead's personal data with their key, and keeps the event that tells of it. Events that wait, wait on: what is
     * personal in them is ciphertext under that key.
     *
     * @param before the lead as it was read
     * @param erased what is left of it
     * @return false if the lead was changed since, and then nothing is done; fails as calls of {@link LeadStore} do
     */
    Future<Boolean> erase(StoredLead before, StoredLead erased, LeadEvent event, Deadline deadline) {
        JsonObject gone = new JsonObject();
        LeadDocument.ERASED_FIELDS.forEach(field -> gone.put(field, ""));
        JsonObject update = new JsonObject()
                .put("$set", LeadDocument.left(erased))
                .put("$unset", gone)
                .put("$push", new JsonObject().put("outbox", LeadDocument.event(event)))
                .put("$min", new JsonObject().put("outbox_since", LeadDocument.date(event.time())));
        return update(before, update, deadline);
    }

    private Future<Boolean> update(StoredLead before, JsonObject update, Deadline deadline) {
        JsonObject asItWas =
                byId(before.id()).put(HistoryDocument.REVISION, before.revision() == 0 ? ABSENT : before.revision());
        return leads.call(
                        deadline,
                        mongo -> mongo.updateCollectionWithOptions(
                                LeadCollection.NAME, asItWas, update, new UpdateOptions()))
                .map(result -> result.getDocMatched() == 1);
    }
}
