package io.leadservice.persistence;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.config.MongodbConfig;
import io.leadservice.config.Secret;
import io.leadservice.lead.LeadEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.BulkWriteOptions;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.IndexOptions;
import io.vertx.ext.mongo.MongoClient;
import io.vertx.ext.mongo.UpdateOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Leads in MongoDB: one document a lead, written with majority and journal. Rests on single-document atomicity and the
 * uniqueness of {@code _id} alone, so it is right on every server of the protocol. Thread-safe.
 */
public final class MongoLeadStore implements LeadStore {

    private static final String LEADS = "leads";
    private static final int DUPLICATE_KEY = 11_000;

    private final MongoClient client;
    private final Duration timeout;

    /** @param timeout the longest wait for one call */
    public MongoLeadStore(MongoClient client, Duration timeout) {
        this.client = client;
        this.timeout = timeout;
    }

    /** A client as this store needs it; construction blocks, so call it from a worker thread. The caller closes it. */
    public static MongoClient client(Vertx vertx, MongodbConfig config, Secret uri) {
        int millis = Math.toIntExact(config.timeout().toMillis());
        return MongoClient.create(
                vertx,
                new JsonObject()
                        .put("connection_string", uri.value())
                        .put("maxPoolSize", config.poolSize())
                        .put("waitQueueTimeoutMS", millis)
                        .put("serverSelectionTimeoutMS", millis)
                        .put("connectTimeoutMS", millis)
                        .put("w", "majority")
                        .put("j", true)
                        .put("wtimeoutMS", millis));
    }

    /** Creates what queries need; safe to repeat. */
    public Future<Void> prepare() {
        return index("outbox_since", new JsonObject().put("outbox_since", 1), true)
                .compose(done ->
                        index("client_id", new JsonObject().put("client", 1).put("_id", -1), false))
                .compose(done -> index(
                        "blind_email", new JsonObject().put("blind.email", 1).put("vertical", 1), false))
                .compose(done -> index(
                        "blind_phone", new JsonObject().put("blind.phone", 1).put("vertical", 1), false));
    }

    @Override
    public Future<Boolean> insert(StoredLead lead) {
        Future<Boolean> inserted = client.insert(LEADS, LeadDocument.of(lead))
                .map(true)
                .recover(cause -> duplicateKey(cause) ? Future.succeededFuture(false) : Future.failedFuture(cause));
        return bounded(inserted);
    }

    @Override
    public Future<Optional<StoredLead>> find(String id) {
        return bounded(client.findOne(LEADS, byId(id), null))
                .map(document -> Optional.ofNullable(document).map(LeadDocument::read));
    }

    @Override
    public Future<List<LeadEvent>> claim(String owner, int leads, Instant pendingBefore, Duration lease) {
        Instant now = Instant.now();
        String token = owner + "/" + UUID.randomUUID();
        JsonObject pending = new JsonObject()
                .put("outbox_since", new JsonObject().put("$lt", LeadDocument.date(pendingBefore)))
                .put(
                        "$or",
                        new JsonArray()
                                .add(new JsonObject().put("lease", new JsonObject().put("$exists", false)))
                                .add(new JsonObject()
                                        .put("lease.until", new JsonObject().put("$lt", LeadDocument.date(now)))));
        FindOptions oldest = new FindOptions()
                .setFields(new JsonObject().put("_id", 1))
                .setSort(new JsonObject().put("outbox_since", 1))
                .setLimit(leads);
        return bounded(client.findWithOptions(LEADS, pending, oldest))
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(List.of())
                        : lease(found, pending, token, now.plus(lease)).compose(done -> leased(token)));
    }

    @Override
    public Future<Void> markPublished(Collection<LeadEvent> events) {
        if (events.isEmpty()) {
            return Future.succeededFuture();
        }
        Map<String, JsonArray> byLead = new LinkedHashMap<>();
        events.forEach(event ->
                byLead.computeIfAbsent(event.leadId(), id -> new JsonArray()).add(event.id()));
        List<BulkOperation> pulls = new ArrayList<>();
        byLead.forEach((leadId, ids) -> pulls.add(BulkOperation.createUpdate(
                byId(leadId),
                new JsonObject()
                        .put(
                                "$pull",
                                new JsonObject()
                                        .put(
                                                "outbox",
                                                new JsonObject().put("id", new JsonObject().put("$in", ids)))))));
        // A lead may have got another event meanwhile, so its mark goes only if nothing is left.
        List<BulkOperation> clears = byLead.keySet().stream()
                .map(leadId -> BulkOperation.createUpdate(
                        byId(leadId).put("outbox", new JsonObject().put("$size", 0)),
                        new JsonObject()
                                .put(
                                        "$unset",
                                        new JsonObject().put("outbox_since", "").put("lease", ""))))
                .toList();
        BulkWriteOptions unordered = new BulkWriteOptions().setOrdered(false);
        return bounded(client.bulkWriteWithOptions(LEADS, pulls, unordered))
                .compose(done -> bounded(client.bulkWriteWithOptions(LEADS, clears, unordered)))
                .mapEmpty();
    }

    @Override
    public Future<Void> ping() {
        return bounded(client.runCommand("ping", new JsonObject().put("ping", 1)))
                .mapEmpty();
    }

    /** Only those that nobody else took meanwhile get the token. */
    private Future<?> lease(List<JsonObject> found, JsonObject pending, String token, Instant until) {
        JsonArray ids = new JsonArray(
                found.stream().map(document -> document.getString("_id")).toList());
        JsonObject free = pending.copy().put("_id", new JsonObject().put("$in", ids));
        JsonObject take = new JsonObject()
                .put(
                        "$set",
                        new JsonObject()
                                .put(
                                        "lease",
                                        new JsonObject().put("owner", token).put("until", LeadDocument.date(until))));
        return bounded(client.updateCollectionWithOptions(LEADS, free, take, new UpdateOptions().setMulti(true)));
    }

    private Future<List<LeadEvent>> leased(String token) {
        FindOptions events = new FindOptions()
                .setFields(new JsonObject().put("outbox", 1))
                .setSort(new JsonObject().put("outbox_since", 1));
        JsonObject mine = new JsonObject()
                .put("outbox_since", new JsonObject().put("$exists", true))
                .put("lease.owner", token);
        return bounded(client.findWithOptions(LEADS, mine, events))
                .map(found -> found.stream()
                        .flatMap(document -> LeadDocument.events(document).stream())
                        .toList());
    }

    private Future<Void> index(String name, JsonObject keys, boolean sparse) {
        return bounded(client.createIndexWithOptions(
                LEADS, keys, new IndexOptions().name(name).sparse(sparse)));
    }

    private <T> Future<T> bounded(Future<T> call) {
        return call.timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .recover(cause -> Future.failedFuture(new Failure(
                        FailureCode.BACK_END, "MongoDB: " + cause.getClass().getSimpleName(), cause)));
    }

    private static boolean duplicateKey(Throwable cause) {
        if (cause instanceof MongoWriteException write) {
            return write.getError().getCode() == DUPLICATE_KEY;
        }
        return cause instanceof MongoCommandException command && command.getErrorCode() == DUPLICATE_KEY;
    }

    private static JsonObject byId(String id) {
        return new JsonObject().put("_id", id);
    }
}
