package io.leadservice.persistence;

import io.leadservice.bus.Deadline;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.BulkWriteOptions;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.IndexOptions;
import io.vertx.ext.mongo.UpdateOptions;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * People who were erased and must not come back, each e-mail and each phone a document in {@value #NAME}, known by its blind
 * index alone. Rests on the uniqueness of {@code _id} and on conditional writes of single documents. Thread-safe.
 *
 * <p>{@code due} on an entry says when its person's leads have to be looked for again: a post that looked here just before the
 * entry was made may store its lead just after the leads were erased.
 */
final class ErasedPeople {

    static final String NAME = "erased_people";

    private static final String DUE = "due";
    private static final String LEADS = "leads";

    private final MongoCalls calls;

    ErasedPeople(MongoCalls calls) {
        this.calls = calls;
    }

    /** An e-mail or a phone that has to be looked for again. */
    record Due(String id, String kind, String blind, Instant due) {}

    /** The id of an entry that holds for the posts of everybody. */
    static String forAll(String kind, String blind) {
        return "all/" + kind + "/" + blind;
    }

    /** The id of an entry that holds for the posts of one client. */
    static String forClient(String client, String kind, String blind) {
        return "client/" + kind + "/" + blind + "/" + client;
    }

    /** The entries that stand against a lead. */
    static Set<String> against(String client, Map<String, String> blind) {
        Set<String> ids = new HashSet<>();
        blind.forEach((kind, value) -> {
            ids.add(forAll(kind, value));
            ids.add(forClient(client, kind, value));
        });
        return ids;
    }

    /** Creates what the store needs; safe to repeat. */
    Future<Void> prepare() {
        return calls.call(mongo -> mongo.createIndexWithOptions(
                NAME, new JsonObject().put(DUE, 1), new IndexOptions().name(DUE).sparse(true)));
    }

    /**
     * Adds entries that are not there.
     *
     * @param due when their leads are looked for again; empty for never
     */
    Future<Void> add(Collection<String> ids, Instant now, Optional<Instant> due, Deadline deadline) {
        List<JsonObject> entries = ids.stream()
                .map(id -> MongoCalls.byId(id)
                        .put("erased_at", LeadDocument.date(now))
                        .put(LEADS, 0L))
                .toList();
        return BulkInsert.into(calls, NAME, entries, deadline)
                .compose(Future::all)
                .compose(added -> due.map(moment -> set(ids, moment, deadline)).orElseGet(Future::succeededFuture));
    }

    private Future<Void> set(Collection<String> ids, Instant due, Deadline deadline) {
        return calls.call(
                        deadline,
                        mongo -> mongo.updateCollectionWithOptions(
                                NAME,
                                those(ids),
                                new JsonObject().put("$set", new JsonObject().put(DUE, LeadDocument.date(due))),
                                new UpdateOptions().setMulti(true)))
                .mapEmpty();
    }

    /** For each set of ids, whether there is an entry with one of them; all by one query. */
    Future<List<Future<Boolean>>> holding(List<Set<String>> wanted) {
        Set<String> all = new HashSet<>();
        wanted.forEach(all::addAll);
        FindOptions idsOnly = new FindOptions().setFields(new JsonObject().put("_id", 1));
        return calls.call(mongo -> mongo.findWithOptions(NAME, those(all), idsOnly))
                .map(found -> {
                    Set<String> there = new HashSet<>();
                    found.forEach(entry -> there.add(entry.getString("_id")));
                    return wanted.stream()
                            .map(ids -> Future.succeededFuture(ids.stream().anyMatch(there::contains)))
                            .toList();
                });
    }

    /** Counts leads that were erased under an entry. */
    Future<Void> count(String id, int erased, Deadline deadline) {
        return calls.call(
                        deadline,
                        mongo -> mongo.updateCollectionWithOptions(
                                NAME,
                                MongoCalls.byId(id),
                                new JsonObject().put("$inc", new JsonObject().put(LEADS, erased)),
                                new UpdateOptions()))
                .mapEmpty();
    }

    /** Since when the first of these entries is there; empty if none is. */
    Future<Optional<Instant>> since(Collection<String> ids, Deadline deadline) {
        return calls.call(deadline, mongo -> mongo.findWithOptions(NAME, those(ids), new FindOptions()))
                .map(found -> found.stream()
                        .map(entry -> LeadDocument.instant(entry, "erased_at"))
                        .min(Comparator.naturalOrder()));
    }

    /** How many leads were erased under these entries. */
    Future<Long> counted(Collection<String> ids, Deadline deadline) {
        return calls.call(deadline, mongo -> mongo.findWithOptions(NAME, those(ids), new FindOptions()))
                .map(found -> found.stream()
                        .mapToLong(entry -> entry.getLong(LEADS, 0L))
                        .sum());
    }

    /** Takes an entry that is due, and puts it off for the time of the work; empty if there is none, or another was faster. */
    Future<Optional<Due>> takeDue(Instant now, Instant putOff) {
        JsonObject due = new JsonObject().put(DUE, new JsonObject().put("$lte", LeadDocument.date(now)));
        FindOptions first =
                new FindOptions().setSort(new JsonObject().put(DUE, 1)).setLimit(1);
        return calls.call(mongo -> mongo.findWithOptions(NAME, due, first)).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture(Optional.empty());
            }
            Due taken = read(found.get(0), putOff);
            JsonObject asItWas =
                    MongoCalls.byId(taken.id()).put(DUE, found.get(0).getJsonObject(DUE));
            return calls.call(mongo -> mongo.updateCollectionWithOptions(
                            NAME,
                            asItWas,
                            new JsonObject().put("$set", new JsonObject().put(DUE, LeadDocument.date(putOff))),
                            new UpdateOptions()))
                    .map(result -> result.getDocMatched() == 1 ? Optional.of(taken) : Optional.empty());
        });
    }

    /** An entry whose leads were looked for again; one that became due anew meanwhile stays so. */
    Future<Void> done(Due taken) {
        return calls.call(mongo -> mongo.bulkWriteWithOptions(
                        NAME,
                        List.of(BulkOperation.createUpdate(
                                MongoCalls.byId(taken.id()).put(DUE, LeadDocument.date(taken.due())),
                                new JsonObject().put("$unset", new JsonObject().put(DUE, "")))),
                        new BulkWriteOptions()))
                .mapEmpty();
    }

    private static JsonObject those(Collection<String> ids) {
        return MongoCalls.byId(new JsonObject().put("$in", new JsonArray(List.copyOf(ids))));
    }

    private static Due read(JsonObject entry, Instant due) {
        String[] parts = entry.getString("_id").split("/", -1);
        return new Due(entry.getString("_id"), parts[1], parts[2], due);
    }
}
