package io.leadservice.persistence;

import static io.leadservice.persistence.LeadCollection.NAME;

import io.leadservice.lead.EventType;
import io.leadservice.lead.LeadEvent;
import io.leadservice.lead.LeadStatus;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds leads whose first event a topic does not have, and puts it into their outbox again, made of the stored lead and
 * under its first id; the relays publish it as any other. Goes through the store by pages in the order of {@code _id}.
 * Thread-safe.
 */
public final class MissingEvents {

    private static final int PAGE = 500;

    private final LeadCollection leads;
    private final MongoOutbox outbox;
    private final MongoEpochs epochs;

    public MissingEvents(LeadCollection leads, MongoEpochs epochs) {
        this.leads = leads;
        this.outbox = new MongoOutbox(leads);
        this.epochs = epochs;
    }

    /**
     * What was found.
     *
     * @param leads that should have such an event
     * @param missing those whose event is neither in the topic nor in the outbox
     * @param waiting those whose event is in the outbox, or on its way
     */
    public record Count(long leads, long missing, long waiting) {

        Count plus(Count other) {
            return new Count(leads + other.leads, missing + other.missing, waiting + other.waiting);
        }
    }

    /**
     * Looks at all leads since a moment; erased ones are left alone.
     *
     * @param type of new leads
     * @param published whether the topic tells of a lead
     * @param putBack whether what is missing goes into the outbox
     */
    public Future<Count> look(EventType type, Instant since, Predicate<String> published, boolean putBack) {
        return epochs.open().compose(open -> {
            Search search = new Search(
                    type,
                    since,
                    published,
                    putBack,
                    open.stream().map(Epoch::id).collect(Collectors.toSet()));
            return page("", since).compose(documents -> next(documents, search, new Count(0, 0, 0)));
        });
    }

    /** @param open the open epochs: what is in one of these is on its way */
    private record Search(
            EventType type, Instant since, Predicate<String> published, boolean putBack, Set<String> open) {}

    private Future<Count> next(List<JsonObject> documents, Search search, Count before) {
        if (documents.isEmpty()) {
            return Future.succeededFuture(before);
        }
        String last = documents.get(documents.size() - 1).getString("_id");
        List<LeadEvent> missing = new ArrayList<>();
        Count page = sort(documents, search, missing);
        return (search.putBack() ? outbox.put(missing, Optional.empty()) : Future.<Void>succeededFuture())
                .compose(done -> page(last, search.since()))
                .compose(more -> next(more, search, before.plus(page)));
    }

    private Future<List<JsonObject>> page(String after, Instant since) {
        JsonObject query = new JsonObject()
                .put("_id", new JsonObject().put("$gt", after))
                .put("created_at", new JsonObject().put("$gte", LeadDocument.date(since)))
                .put("status", new JsonObject().put("$ne", LeadStatus.ERASED.name()));
        FindOptions options =
                new FindOptions().setSort(new JsonObject().put("_id", 1)).setLimit(PAGE);
        return leads.call(mongo -> mongo.findWithOptions(NAME, query, options));
    }

    private static Count sort(List<JsonObject> documents, Search search, List<LeadEvent> missing) {
        long count = 0;
        long waiting = 0;
        for (JsonObject document : documents) {
            StoredLead lead = LeadDocument.read(document);
            LeadEvent event = LeadEvents.ofNew(lead.asNew(), Optional.empty());
            if (event.type() == search.type()) {
                count++;
                Set<String> pending = new HashSet<>();
                lead.outbox().forEach(one -> pending.add(one.id()));
                if (pending.contains(event.id())
                        || lead.epoch().filter(search.open()::contains).isPresent()) {
                    waiting++;
                } else if (!search.published().test(lead.id())) {
                    missing.add(event);
                }
            }
        }
        return new Count(count, missing.size(), waiting);
    }
}
