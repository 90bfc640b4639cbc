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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** Behind every lead of its moment: ids are lower-case UUIDs. */
    private static final String LAST_ID = "00000000-0000-0000-0000-000000000000";

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
        Search search = new Search(
                query, request.limit(), deadline, deadline.remaining().dividedBy(2));
        Optional<Instant> before = request.after().map(Position::createdAt);
        return sameMoment(search, request.after())
                .compose(first -> first.size() > request.limit()
                        ? Future.succeededFuture(full(first, request.limit()).orElseThrow())
                        : query.indexed() ? rest(search, before, first) : slices(search, before, first, MOST_SLICES));
    }

    /** Leads of the moment in which the page before ended: they are few, and asked for apart. */
    private Future<List<Item>> sameMoment(Search search, Optional<Position> after) {
        return after.filter(place -> !place.leadId().equals(LAST_ID))
                .map(place -> read(search.query().sameMoment(place), search.limit() + 1, search.deadline()))
                .orElseGet(() -> Future.succeededFuture(List.of()));
    }

    private Future<LeadPage> rest(Search search, Optional<Instant> before, List<Item> first) {
        JsonObject wanted = search.query().wanted(before, Optional.empty());
        return read(wanted, search.limit() + 1 - first.size(), search.deadline())
                .map(found -> {
                    List<Item> items = joined(first, found);
                    return full(items, search.limit()).orElseGet(() -> new LeadPage(items, Optional.empty()));
                });
    }

    private Future<LeadPage> slices(Search search, Optional<Instant> before, List<Item> first, int left) {
        return end(search, before).compose(end -> {
            int missing = search.limit() + 1 - first.size();
            return read(search.query().wanted(before, end), missing, search.deadline())
                    .compose(found -> {
                        List<Item> items = joined(first, found);
                        Optional<LeadPage> full = full(items, search.limit());
                        if (full.isPresent() || end.isEmpty() || left == 1 || search.late()) {
                            Optional<Position> next = end.map(moment -> new Position(moment, LAST_ID));
                            return Future.succeededFuture(full.orElseGet(() -> new LeadPage(items, next)));
                        }
                        return slices(search, end, items, left - 1);
                    });
        });
    }

    /**
     * The moment with which a slice ends, read from the index alone; all leads of that moment are in the slice. Empty if there
     * are fewer leads than that.
     */
    private Future<Optional<Instant>> end(Search search, Optional<Instant> before) {
        FindOptions last = new FindOptions()
                .setFields(PLACE)
                .setSort(NEWEST_FIRST)
                .setSkip(slice - 1)
                .setLimit(1);
        JsonObject bounded = search.query().bounded(before);
        return leads.call(search.deadline(), mongo -> mongo.findWithOptions(LeadCollection.NAME, bounded, last))
                .map(found -> found.stream().findFirst().map(lead -> LeadDocument.instant(lead, "created_at")));
    }

    private static List<Item> joined(List<Item> first, List<Item> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
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

    /**
     * What does not change from slice to slice.
     *
     * @param limit the most leads on the page
     * @param enough when less time than this is left, the page ends
     */
    private record Search(LeadQuery query, int limit, Deadline deadline, Duration enough) {

        boolean late() {
            return deadline.remaining().compareTo(enough) < 0;
        }
    }
}
