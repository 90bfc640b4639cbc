package io.leadservice.persistence;

import io.leadservice.lead.KnownLead;
import io.leadservice.lead.LeadStatus;
import io.leadservice.lead.Vertical;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import io.vertx.ext.mongo.MongoClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads what models learn from, for a command: leads with their features and outcomes, and nothing that is encrypted. */
public final class KnownLeads {

    private static final int BATCH = 500;
    private static final JsonObject FIELDS = new JsonObject()
            .put("created_at", 1)
            .put("score.features", 1)
            .put("blind", 1)
            .put(HistoryDocument.HISTORY, 1);

    private KnownLeads() {}

    /**
     * The newest leads of a vertical that can be learned from, oldest first: those that have a score, which erased ones have not
     * any more, and are no test leads. The sort is that of the index {@code created}.
     *
     * @param until when they came at the latest
     * @param most so many are read
     */
    public static Future<List<KnownLead>> read(MongoClient client, Vertical vertical, Instant until, int most) {
        FindOptions newest = new FindOptions()
                .setFields(FIELDS)
                .setSort(new JsonObject().put("created_at", -1).put("_id", -1))
                .setLimit(most)
                .setBatchSize(BATCH);
        JsonObject query = new JsonObject()
                .put("vertical", vertical.name())
                .put("created_at", new JsonObject().put("$lte", LeadDocument.date(until)))
                .put("score", new JsonObject().put("$exists", true))
                .put("source.test", new JsonObject().put("$ne", true));
        List<KnownLead> leads = new ArrayList<>();
        Promise<List<KnownLead>> done = Promise.promise();
        client.findBatchWithOptions(LeadCollection.NAME, query, newest)
                .exceptionHandler(done::tryFail)
                .endHandler(end -> {
                    Collections.reverse(leads);
                    done.tryComplete(leads);
                })
                .handler(document -> leads.add(lead(document)));
        return done.future();
    }

    private static KnownLead lead(JsonObject document) {
        List<StoredChange> history = HistoryDocument.read(document);
        JsonObject blind = document.getJsonObject("blind", new JsonObject());
        return new KnownLead(
                LeadDocument.attributes(document.getJsonObject("score").getJsonObject("features")),
                LeadDocument.instant(document, "created_at"),
                blind.getString("email", document.getString("_id")),
                history.stream().anyMatch(change -> change.to() == LeadStatus.SOLD),
                history.stream().anyMatch(change -> change.to() == LeadStatus.RETURNED),
                history.stream().flatMap(change -> change.outcome().stream()).toList());
    }
}
