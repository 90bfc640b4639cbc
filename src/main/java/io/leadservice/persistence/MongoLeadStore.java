package io.leadservice.persistence;

import static io.leadservice.persistence.LeadCollection.byId;

import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.leadservice.lead.LeadStatus;
import io.leadservice.lead.Vertical;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads in MongoDB: one document a lead, written with majority and journal. Rests on single-document atomicity and the
 * uniqueness of {@code _id} alone, so it is right on every server of the protocol. Thread-safe.
 */
public final class MongoLeadStore implements LeadStore {

    private static final Logger LOG = LoggerFactory.getLogger(MongoLeadStore.class);

    /** The condition on the status of a lead that is not erased; to be copied. */
    static final JsonObject LIVING = new JsonObject()
            .put(
                    "$in",
                    new JsonArray(Arrays.stream(LeadStatus.values())
                            .filter(status -> status != LeadStatus.ERASED)
                            .map(LeadStatus::name)
                            .toList()));

    private final LeadCollection leads;

    public MongoLeadStore(LeadCollection leads) {
        this.leads = leads;
    }

    /** Creates what queries need; safe to repeat. */
    public Future<Void> prepare() {
        return leads.index(
                        "vertical_status_created",
                        new JsonObject().put("vertical", 1).put("status", 1).put("created_at", 1),
                        false)
                .compose(done -> blindIndexes());
    }

    private Future<Void> blindIndexes() {
        return leads.index("blind_email", new JsonObject().put("blind.email", 1).put("vertical", 1), false)
                .compose(done -> leads.index(
                        "blind_phone", new JsonObject().put("blind.phone", 1).put("vertical", 1), false));
    }

    /** Whether the store answers. */
    public Future<Void> ping(Deadline deadline) {
        return leads.call(deadline, mongo -> mongo.runCommand("ping", new JsonObject().put("ping", 1)))
                .mapEmpty();
    }

    @Override
    public Future<Boolean> insert(StoredLead lead, Deadline deadline) {
        return insertAll(List.of(lead), deadline).compose(results -> results.get(0));
    }

    /** Inserts all by one write within the time-out; each has its own result as of {@link #insert}. */
    Future<List<Future<Boolean>>> insertAll(List<StoredLead> newLeads) {
        return insertAll(newLeads, leads.limit());
    }

    private Future<List<Future<Boolean>>> insertAll(List<StoredLead> newLeads, Deadline deadline) {
        return leads.insertAll(newLeads.stream().map(LeadDocument::of).toList(), deadline);
    }

    @Override
    public Future<Optional<StoredLead>> find(String id, Deadline deadline) {
        return leads.call(deadline, mongo -> mongo.findOne(LeadCollection.NAME, byId(id), null))
                .map(document -> Optional.ofNullable(document).map(LeadDocument::read));
    }

    /**
     * Leads of a person, in the order of their ids; erased ones have no person.
     *
     * @param after the id before them; empty for the first
     */
    Future<List<StoredLead>> ofPerson(String kind, String blind, String after, int limit, Deadline deadline) {
        return documentsOfPerson(kind, blind, after, limit, deadline)
                .map(found -> found.stream().map(LeadDocument::read).toList());
    }

    private Future<List<JsonObject>> documentsOfPerson(
            String kind, String blind, String after, int limit, Deadline deadline) {
        JsonObject query = MongoCalls.byId(new JsonObject().put("$gt", after)).put("blind." + kind, blind);
        FindOptions first =
                new FindOptions().setSort(new JsonObject().put("_id", 1)).setLimit(limit);
        return leads.call(deadline, mongo -> mongo.findWithOptions(LeadCollection.NAME, query, first));
    }

    /** A page of {@link #ofPerson}, without what cannot be read. */
    Future<Page> pageOfPerson(String kind, String blind, String after, int limit, Deadline deadline) {
        return documentsOfPerson(kind, blind, after, limit, deadline).map(Page::of);
    }

    /**
     * What was found.
     *
     * @param leads those that can be read
     * @param damaged the ids of the others
     * @param last the id of the last one; empty if nothing was found
     */
    record Page(List<StoredLead> leads, List<String> damaged, Optional<String> last) {

        private static Page of(List<JsonObject> documents) {
            List<StoredLead> leads = new ArrayList<>();
            List<String> damaged = new ArrayList<>();
            for (JsonObject document : documents) {
                try {
                    leads.add(LeadDocument.read(document));
                } catch (Failure e) {
                    damaged.add(document.getString("_id"));
                    LOG.error("lead left out reason={}", e.getMessage());
                }
            }
            return new Page(
                    leads,
                    damaged,
                    documents.isEmpty()
                            ? Optional.empty()
                            : Optional.of(documents.get(documents.size() - 1).getString("_id")));
        }
    }

    /** Some leads that are not erased, as many as can be read. */
    Future<List<StoredLead>> some(int limit) {
        JsonObject query = new JsonObject().put("status", LIVING.copy());
        return leads.call(mongo -> mongo.findWithOptions(LeadCollection.NAME, query, new FindOptions().setLimit(limit)))
                .map(found -> Page.of(found).leads());
    }

    /** Some of the leads of a vertical that are older than this and not erased, but for some. */
    Future<Page> olderThan(Vertical vertical, Instant before, Collection<String> except, int limit, Deadline deadline) {
        JsonObject query = new JsonObject()
                .put("vertical", vertical.name())
                .put("status", LIVING.copy())
                .put("created_at", new JsonObject().put("$lt", LeadDocument.date(before)));
        if (!except.isEmpty()) {
            query.put("_id", new JsonObject().put("$nin", new JsonArray(List.copyOf(except))));
        }
        return leads.call(
                        deadline,
                        mongo -> mongo.findWithOptions(LeadCollection.NAME, query, new FindOptions().setLimit(limit)))
                .map(Page::of);
    }

    @Override
    public Future<Set<String>> existing(Set<String> ids, Deadline deadline) {
        JsonObject query = new JsonObject().put("_id", new JsonObject().put("$in", new JsonArray(List.copyOf(ids))));
        FindOptions idsOnly = new FindOptions().setFields(new JsonObject().put("_id", 1));
        return leads.call(deadline, mongo -> mongo.findWithOptions(LeadCollection.NAME, query, idsOnly))
                .map(found -> found.stream().map(lead -> lead.getString("_id")).collect(Collectors.toSet()));
    }

    /** Those of the ids that no lead has, in their order. */
    public Future<List<String>> missing(List<String> ids) {
        if (ids.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        List<String> asked = List.copyOf(ids);
        return existing(Set.copyOf(asked), leads.limit())
                .map(there -> asked.stream().filter(id -> !there.contains(id)).toList());
    }
}
