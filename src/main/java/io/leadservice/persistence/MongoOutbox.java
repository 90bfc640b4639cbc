package io.leadservice.persistence;

import static io.leadservice.persistence.LeadCollection.NAME;
import static io.leadservice.persistence.LeadCollection.byId;

import io.leadservice.lead.LeadEvent;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.BulkWriteOptions;
import io.vertx.ext.mongo.CountOptions;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClientBulkWriteResult;
import io.vertx.ext.mongo.UpdateOptions;
import io.vertx.ext.mongo.WriteOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The outbox in MongoDB: {@code outbox} holds a lead's pending events, {@code outbox_since} since when, {@code lease} who
 * works on them. Each step changes single documents, so it is right on every server of the protocol. Thread-safe.
 */
public final class MongoOutbox implements Outbox {

    private static final JsonArray NONE = new JsonArray();
    private static final JsonObject NOTHING_PENDING = new JsonObject()
            .put(
                    "$unset",
                    new JsonObject().put("outbox", "").put("outbox_since", "").put("lease", ""));

    private final LeadCollection leads;

    public MongoOutbox(LeadCollection leads) {
        this.leads = leads;
    }

    /** Creates what queries need; safe to repeat. */
    public Future<Void> prepare() {
        return leads.index("outbox_since", new JsonObject().put("outbox_since", 1), true)
                .compose(done -> leads.index("lease_owner", new JsonObject().put("lease.owner", 1), true));
    }

    @Override
    public Future<Claim> claim(int limit, Instant pendingBefore, Duration lease) {
        String token = UUID.randomUUID().toString();
        Instant now = Instant.now();
        JsonObject free = free(pendingBefore, now);
        FindOptions oldest = new FindOptions()
                .setFields(new JsonObject().put("_id", 1))
                .setSort(new JsonObject().put("outbox_since", 1))
                .setLimit(limit);
        return leads.call(mongo -> mongo.findWithOptions(NAME, free, oldest))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(new Claim(token, List.of()))
                        : take(found, free, token, now.plus(lease)).compose(done -> taken(token)));
    }

    @Override
    public Future<Void> release(Claim claim) {
        return leads.call(mongo -> mongo.updateCollectionWithOptions(
                        NAME,
                        leasedBy(claim.token()),
                        new JsonObject().put("$unset", new JsonObject().put("lease", "")),
                        new UpdateOptions().setMulti(true)))
                .mapEmpty();
    }

    /** Nothing is to be done: they stand in their leads. */
    @Override
    public Future<Void> keep(Collection<LeadEvent> events) {
        return Future.succeededFuture();
    }

    /**
     * Puts the first events of leads into their documents.
     *
     * @param epoch only of leads that are still in it; empty for all that do not hold the event already
     */
    Future<Void> put(Collection<LeadEvent> events, Optional<String> epoch) {
        if (events.isEmpty()) {
            return Future.succeededFuture();
        }
        List<BulkOperation> updates = events.stream()
                .map(event -> BulkOperation.createUpdate(lacking(event, epoch), adding(event)))
                .toList();
        return leads.call(mongo -> mongo.bulkWriteWithOptions(NAME, updates, new BulkWriteOptions().setOrdered(false)))
                .mapEmpty();
    }

    private static JsonObject lacking(LeadEvent event, Optional<String> epoch) {
        JsonObject lead = byId(event.leadId());
        return epoch.map(id -> lead.put(LeadDocument.EPOCH, id))
                .orElseGet(() -> lead.put("outbox.id", new JsonObject().put("$ne", event.id())));
    }

    private static JsonObject adding(LeadEvent event) {
        return new JsonObject()
                .put("$push", new JsonObject().put("outbox", LeadDocument.event(event)))
                // Sets it where no event waits, and leaves it where one waits since before.
                .put("$min", new JsonObject().put("outbox_since", LeadDocument.date(event.time())))
                .put("$unset", new JsonObject().put(LeadDocument.EPOCH, ""));
    }

    @Override
    public Future<Void> markPublished(Collection<LeadEvent> events) {
        if (events.isEmpty()) {
            return Future.succeededFuture();
        }
        Map<String, JsonArray> byLead = new LinkedHashMap<>();
        events.forEach(event ->
                byLead.computeIfAbsent(event.leadId(), id -> new JsonArray()).add(event.id()));
        List<BulkOperation> steps = new ArrayList<>();
        byLead.forEach((leadId, ids) -> steps.add(BulkOperation.createUpdate(holding(leadId, ids), NOTHING_PENDING)));
        return mark(steps, false)
                .compose(emptied -> emptied == byLead.size() ? Future.succeededFuture() : takeOut(byLead));
    }

    /** Leads that got another event meanwhile keep it; those that are empty already stay as they are. */
    private Future<Void> takeOut(Map<String, JsonArray> byLead) {
        List<BulkOperation> steps = new ArrayList<>();
        byLead.forEach((leadId, ids) -> steps.add(BulkOperation.createUpdate(byId(leadId), without(ids))));
        byLead.keySet()
                .forEach(leadId -> steps.add(BulkOperation.createUpdate(holding(leadId, NONE), NOTHING_PENDING)));
        return mark(steps, true).mapEmpty();
    }

    /** A mark that is lost in a crash publishes the event once more, so it need not wait for a majority. */
    private Future<Long> mark(List<BulkOperation> steps, boolean ordered) {
        BulkWriteOptions options = new BulkWriteOptions().setOrdered(ordered).setWriteOption(WriteOption.ACKNOWLEDGED);
        return leads.call(mongo -> mongo.bulkWriteWithOptions(NAME, steps, options))
                .map(MongoClientBulkWriteResult::getModifiedCount);
    }

    /** A lead in whose outbox are these events and no others. */
    private static JsonObject holding(String leadId, JsonArray ids) {
        JsonObject lead = byId(leadId).put("outbox", new JsonObject().put("$size", ids.size()));
        return ids.isEmpty() ? lead : lead.put("outbox.id", new JsonObject().put("$all", ids));
    }

    @Override
    public Future<Void> countRefusal(Collection<LeadEvent> events) {
        if (events.isEmpty()) {
            return Future.succeededFuture();
        }
        List<BulkOperation> steps = events.stream()
                .map(event -> BulkOperation.createUpdate(
                        byId(event.leadId()).put("outbox.id", event.id()),
                        new JsonObject().put("$inc", new JsonObject().put("outbox.$.refusals", 1))))
                .toList();
        return leads.call(mongo -> mongo.bulkWrite(NAME, steps)).mapEmpty();
    }

    /**
     * How much waits.
     *
     * @param most where counting ends
     */
    Future<OutboxMeters.Backlog> backlog(int most) {
        JsonObject pending = new JsonObject().put("outbox_since", new JsonObject().put("$exists", true));
        FindOptions oldest = new FindOptions()
                .setFields(new JsonObject().put("outbox_since", 1))
                .setSort(new JsonObject().put("outbox_since", 1))
                .setLimit(1);
        return leads.call(mongo -> mongo.countWithOptions(NAME, pending, new CountOptions().setLimit(most)))
                .compose(count -> leads.call(mongo -> mongo.findWithOptions(NAME, pending, oldest))
                        .map(first -> new OutboxMeters.Backlog(
                                count,
                                first.stream().findFirst().map(lead -> LeadDocument.instant(lead, "outbox_since")))));
    }

    private static JsonObject free(Instant pendingBefore, Instant now) {
        JsonObject unleased = new JsonObject().put("lease", new JsonObject().put("$exists", false));
        JsonObject expired = new JsonObject().put("lease.until", new JsonObject().put("$lt", LeadDocument.date(now)));
        return new JsonObject()
                .put("outbox_since", new JsonObject().put("$lt", LeadDocument.date(pendingBefore)))
                .put("$or", new JsonArray().add(unleased).add(expired));
    }

    /** Only those that nobody else took meanwhile get the token. */
    private Future<?> take(List<JsonObject> found, JsonObject free, String token, Instant until) {
        JsonArray ids = new JsonArray(
                found.stream().map(document -> document.getString("_id")).toList());
        JsonObject lease = new JsonObject().put("owner", token).put("until", LeadDocument.date(until));
        return leads.call(mongo -> mongo.updateCollectionWithOptions(
                NAME,
                free.copy().put("_id", new JsonObject().put("$in", ids)),
                new JsonObject().put("$set", new JsonObject().put("lease", lease)),
                new UpdateOptions().setMulti(true)));
    }

    private Future<Claim> taken(String token) {
        FindOptions events = new FindOptions()
                .setFields(new JsonObject().put("outbox", 1))
                .setSort(new JsonObject().put("outbox_since", 1));
        return leads.call(mongo -> mongo.findWithOptions(NAME, leasedBy(token), events))
                .map(found -> new Claim(
                        token, found.stream().flatMap(LeadDocument::pending).toList()));
    }

    private static JsonObject leasedBy(String token) {
        return new JsonObject().put("lease.owner", token);
    }

    private static JsonObject without(JsonArray ids) {
        JsonObject published = new JsonObject().put("id", new JsonObject().put("$in", ids));
        return new JsonObject().put("$pull", new JsonObject().put("outbox", published));
    }
}
