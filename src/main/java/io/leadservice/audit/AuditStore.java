package io.leadservice.audit;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Where the trail rests. That there is one entry of each id is its promise, so that no chain can fork. */
interface AuditStore {

    /** Appends entries in their order; those that are there already, stay as they are. Durable once it completes. */
    Future<Void> append(List<ChainLink> links);

    /** Entries in the order of their ids, as they rest. */
    Future<List<JsonObject>> page(String after, int limit);
}
