package io.leadservice.persistence;

import io.leadservice.bus.Deadline;
import io.leadservice.pipeline.LeadPage;
import io.leadservice.pipeline.LeadPage.Item;
import io.leadservice.pipeline.LeadPage.Position;
import io.leadservice.pipeline.ListLeads;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.FindOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lists of leads in MongoDB, newest first, by place and not by number: a page begins behind the last lead of the one before,
 * so that leads that come meanwhile move nothing. Thread-safe.
 *
 * <p>No query reads without bound. Client, status and time are bounded by an index in the order of the list. For the other
 * conditions the leads in these bounds are looked at {@value #SLICE} at a time; a page that is not full after
 * {@value #MOST_SLICES} slices, or when half of the time is over, ends there, and the next one goes on.
 */
final class MongoLeadList {

    static final int SLICE = 2_000;
    static final int MOST_SLICES = 8;

    private static final JsonObject NEWEST_FIRST =
            new JsonObject().put("created_at", -1).put("_id", -1);
    private static final JsonObject PLACE =
            new JsonObject().put("created_at", 1).put("_id", 1);

    private final LeadCollection leads;
    private final int slice;

    MongoLeadList(LeadCollection leads) {
        this(leads, SLICE);
    }

    /** @param slice how many leads are looked at by one query */
    MongoLeadList(LeadCollection leads, int slice) {
        this.leads = leads;
        this.slice = slice;
    }

    /** Creates the indexes; safe to repeat. */
    Future<Void> prepare() {
        return index("client_created", "client")
                .compose(done -> index("client_status_created", "client", "status"))
                .compose(done -> index("created"))
                .compose(done -> index("status_created", "status"));
    }

    Future<LeadPage> page(ListLeads request, Deadline deadline) {
        LeadQuery query = LeadQuery.of(request);
        if (query.indexed()) {
            return read(query.wanted(request.after(), Optional.empty()), request.limit() + 1, deadline)
                    .map(found -> full(found, request.limit()).orElseGet(() -> new LeadPage(found, Optional.empty())));
        }
        Duration enough = deadline.remaining().dividedBy(2);
        return slices(query, request.after(), List.of(), MOST_SLICES, request.limit(), deadline, enough);
    }

    private Future<LeadPage> slices(
            LeadQuery query,
            Optional<Position> after,
            List<Item> before,
            int left,
            int limit,
            Deadline deadline,
            Duration enough) {
        return end(query, after, deadline).compose(end -> {
            int missing = limit + 1 - before.size();
            return read(query.wanted(after, end), missing, deadline).compose(found -> {
                List<Item> items = new ArrayList<>(before);
                items.addAll(found);
                Optional<LeadPage> full = full(items, limit);
                boolean stop = left == 1 || deadline.remaining().compareTo(enough) < 0;
                if (full.isPresent() || end.isEmpty() || stop) {
                    return Future.succeededFuture(full.orElseGet(() -> new LeadPage(items, end)));
                }
                return slices(query, end, items, left - 1, limit, deadline, enough);
            });
        });
    }

    /** Where a slice ends, read from the index alone; empty if there are fewer leads than that. */
    private Future<Optional<Position>> end(LeadQuery query, Optional<Position> after, Deadline deadline) {
        FindOptions last = new FindOptions()
                .setFields(PLACE)
                .setSort(NEWEST_FIRST)
                .setSkip(slice - 1)
                .setLimit(1);
        return leads.call(deadline, mongo -> mongo.findWithOptions(LeadCollection.NAME, query.bounded(after), last))
                .map(found -> found.stream()
                        .findFirst()
                        .map(lead -> new Position(LeadDocument.instant(lead, "created_at"), lead.getString("_id"))));
    }

    private Future<List<Item>> read(JsonObject query, int limit, Deadline deadline) {
        FindOptions options = new FindOptions()
                .setFields(ItemDocument.FIELDS)
                .setSort(NEWEST_FIRST)
                .setLimit(limit)
                .setBatchSize(limit);
        return leads.call(deadline, mongo -> mongo.findWithOptions(LeadCollection.NAME, query, options))
                .map(found -> found.stream().map(ItemDocument::read).toList());
    }

    /** The page, if there is more than it can hold. */
    private static Optional<LeadPage> full(List<Item> items, int limit) {
        if (items.size() <= limit) {
            return Optional.empty();
        }
        Item last = items.get(limit - 1);
        return Optional.of(
                new LeadPage(items.subList(0, limit), Optional.of(new Position(last.createdAt(), last.leadId()))));
    }

    private Future<Void> index(String name, String... equal) {
        JsonObject keys = new JsonObject();
        for (String field : equal) {
            keys.put(field, 1);
        }
        return leads.index(name, keys.mergeIn(NEWEST_FIRST), false);
    }
}
