package io.leadservice.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The aggregation by which drivers count documents (the CRUD specification's {@code countDocuments}), for which the library would
 * collect the whole collection in memory.
 *
 * @param collection its name
 * @param limit 0 for none
 * @param group the {@code _id} of the one document that tells the number
 */
record Counting(String collection, Document query, int skip, int limit, Object group) {

    /** Empty for a command that asks for anything else. */
    static Optional<Counting> of(Document command) {
        if (!(command.get("aggregate") instanceof String name)
                || !(command.get("pipeline") instanceof Collection<?> pipeline)) {
            return Optional.empty();
        }
        List<Document> stages = pipeline.stream().map(Document.class::cast).toList();
        int skip = 0;
        int limit = 0;
        int at = 1;
        if (at < stages.size() && stages.get(at).get("$skip") instanceof Number number) {
            skip = number.intValue();
            at++;
        }
        if (at < stages.size() && stages.get(at).get("$limit") instanceof Number number) {
            limit = number.intValue();
            at++;
        }
        return stages.size() == at + 1
                        && stages.get(0).get("$match") instanceof Document query
                        && stages.get(at).get("$group") instanceof Document group
                        && group.size() == 2
                        && group.get("_id") != null
                        && !(group.get("_id") instanceof String)
                        && new Document("$sum", 1).equals(group.get("n"))
                ? Optional.of(new Counting(name, query, skip, limit, group.get("_id")))
                : Optional.empty();
    }

    /** What the aggregation answers: no document where nothing is counted. */
    Document answer(String namespace, int count) {
        List<Document> batch = count == 0 ? List.of() : List.of(new Document("_id", group).append("n", count));
        Document cursor = new Document("id", 0L).append("ns", namespace).append("firstBatch", batch);
        return new Document("cursor", cursor).append("ok", 1.0);
    }
}
