package io.leadservice.persistence;

import static io.leadservice.persistence.MongoCalls.byId;

import io.leadservice.bus.Deadline;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.BulkWriteOptions;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.UpdateOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Claims in MongoDB, a document each in {@value #NAME}. Rests on the uniqueness of {@code _id} and on conditional writes of
 * single documents, so it is right on every server of the protocol. Thread-safe.
 */
public final class MongoClaimStore implements ClaimStore {

    static final String NAME = "duplicate_claims";

    private final MongoCalls calls;

    public MongoClaimStore(MongoCalls calls) {
        this.calls = calls;
    }

    /** Creates what the store needs; safe to repeat. */
    public Future<Void> prepare() {
        return Expiry.index(calls, NAME);
    }

    @Override
    public Future<Taken> take(List<Claim> claims, Deadline deadline) {
        return takeAll(List.of(claims), deadline).compose(results -> results.get(0));
    }

    /** Makes the claims of many leads by one write, and reads what stands in their way by one query. */
    Future<List<Future<Taken>>> takeAll(List<List<Claim>> leads) {
        return takeAll(leads, calls.limit());
    }

    private Future<List<Future<Taken>>> takeAll(List<List<Claim>> leads, Deadline deadline) {
        List<Claim> claims = leads.stream().flatMap(List::stream).toList();
        List<JsonObject> documents =
                claims.stream().map(MongoClaimStore::document).toList();
        return BulkInsert.into(calls, NAME, documents, deadline)
                .compose(made -> others(claims, made, deadline).map(others -> taken(leads, made, others)));
    }

    @Override
    public Future<Boolean> replace(Claim other, Claim claim, Deadline deadline) {
        JsonObject content = document(claim);
        content.remove("_id");
        return calls.call(
                        deadline,
                        mongo -> mongo.updateCollectionWithOptions(
                                NAME, sameAs(other), new JsonObject().put("$set", content), new UpdateOptions()))
                .map(result -> result.getDocMatched() == 1);
    }

    @Override
    public Future<Void> release(List<Claim> claims) {
        if (claims.isEmpty()) {
            return Future.succeededFuture();
        }
        List<BulkOperation> deletes = claims.stream()
                .map(claim -> BulkOperation.createDelete(sameAs(claim)))
                .toList();
        return calls.call(mongo -> mongo.bulkWriteWithOptions(NAME, deletes, new BulkWriteOptions().setOrdered(false)))
                .mapEmpty();
    }

    /** Removes claims, whichever lead has them. */
    Future<Void> remove(List<String> ids, Deadline deadline) {
        return remove(byId(new JsonObject().put("$in", new JsonArray(ids))), deadline);
    }

    /** Removes those of these claims that are of one lead. */
    Future<Void> remove(List<String> ids, String leadId, Deadline deadline) {
        return remove(byId(new JsonObject().put("$in", new JsonArray(ids))).put("lead_id", leadId), deadline);
    }

    private Future<Void> remove(JsonObject those, Deadline deadline) {
        return calls.call(deadline, mongo -> mongo.removeDocuments(NAME, those)).mapEmpty();
    }

    private Future<Map<String, Claim>> others(List<Claim> claims, List<Future<Boolean>> made, Deadline deadline) {
        JsonArray ids = new JsonArray();
        for (int i = 0; i < claims.size(); i++) {
            if (made.get(i).succeeded() && !made.get(i).result()) {
                ids.add(claims.get(i).id());
            }
        }
        if (ids.isEmpty()) {
            return Future.succeededFuture(Map.of());
        }
        JsonObject query = byId(new JsonObject().put("$in", ids));
        return calls.call(deadline, mongo -> mongo.findWithOptions(NAME, query, new FindOptions()))
                .map(found -> found.stream()
                        .map(MongoClaimStore::read)
                        .collect(Collectors.toMap(Claim::id, Function.identity())));
    }

    private static List<Future<Taken>> taken(
            List<List<Claim>> leads, List<Future<Boolean>> made, Map<String, Claim> others) {
        List<Future<Taken>> results = new ArrayList<>(leads.size());
        int index = 0;
        for (List<Claim> claims : leads) {
            results.add(ofLead(claims, made.subList(index, index + claims.size()), others));
            index += claims.size();
        }
        return results;
    }

    private static Future<Taken> ofLead(List<Claim> claims, List<Future<Boolean>> made, Map<String, Claim> others) {
        return Future.all(made).map(all -> {
            List<Claim> mine = new ArrayList<>();
            List<Claim> inTheWay = new ArrayList<>();
            for (int i = 0; i < claims.size(); i++) {
                Claim claim = claims.get(i);
                Claim other = others.get(claim.id());
                if (made.get(i).result()) {
                    mine.add(claim);
                } else if (other != null) {
                    inTheWay.add(other);
                }
            }
            return new Taken(mine, inTheWay);
        });
    }

    private static JsonObject sameAs(Claim claim) {
        return byId(claim.id()).put("lead_id", claim.leadId()).put("attempt", claim.attempt());
    }

    private static JsonObject document(Claim claim) {
        return byId(claim.id())
                .put("lead_id", claim.leadId())
                .put("attempt", claim.attempt())
                .put("claimed_at", LeadDocument.date(claim.claimedAt()))
                .put(Expiry.FIELD, LeadDocument.date(claim.expiresAt()));
    }

    private static Claim read(JsonObject document) {
        return new Claim(
                document.getString("_id"),
                document.getString("lead_id"),
                document.getString("attempt"),
                LeadDocument.instant(document, "claimed_at"),
                LeadDocument.instant(document, Expiry.FIELD));
    }
}
