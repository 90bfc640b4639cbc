package io.leadservice.backup;

import com.mongodb.ConnectionString;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.FindPublisher;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.leadservice.config.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.conversions.Bson;

/**
 * The collections of the service as raw documents. Blocks: for a command line. Rests on the order and the uniqueness of
 * {@code _id} alone, so it is right on every server of the protocol.
 */
final class RawStore implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration SERVER_LIMIT = Duration.ofSeconds(10);
    private static final int DUPLICATE_ID = 11_000;
    private static final String RESTORES = "restores";

    private final MongoClient client;
    private final MongoDatabase database;

    /** @param uri with the database in its path */
    RawStore(Secret uri) {
        ConnectionString connection = new ConnectionString(uri.value());
        this.client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(connection)
                .applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(SERVER_LIMIT.toMillis(), TimeUnit.MILLISECONDS))
                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .build());
        this.database = client.getDatabase(Optional.ofNullable(connection.getDatabase())
                .orElseThrow(() -> new BackupException("MONGODB_URI names no database")));
    }

    /**
     * The documents that follow, in the order of their ids; those that have ended are left out.
     *
     * @param after the id before them; empty for the first
     */
    List<RawBsonDocument> page(StoredCollection collection, String after, int size) {
        List<Bson> conditions = new ArrayList<>(List.of(Filters.gt("_id", after)));
        if (collection.ending()) {
            conditions.add(Filters.gt("expires_at", Instant.now()));
        }
        FindPublisher<RawBsonDocument> page = raw(collection)
                .find(Filters.and(conditions))
                .sort(Sorts.ascending("_id"))
                .limit(size)
                .batchSize(size);
        return Awaiting.all(
                collection == StoredCollection.DATA_KEYS ? page.projection(Projections.include(DataKey.FIELD)) : page,
                LIMIT);
    }

    /** A lead whose data key is there, unless none has one. */
    List<RawBsonDocument> leadWithKey() {
        return Awaiting.all(
                raw(StoredCollection.LEADS).find(Filters.exists(DataKey.FIELD)).limit(1), LIMIT);
    }

    /** About how many documents there are. */
    long estimate(StoredCollection collection) {
        return Awaiting.all(raw(collection).estimatedDocumentCount(), LIMIT).get(0);
    }

    boolean isEmpty() {
        for (StoredCollection collection : StoredCollection.values()) {
            if (!page(collection, "", 1).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Inserts those that are not there; never changes one that is.
     *
     * @return how many were inserted
     */
    int insert(StoredCollection collection, List<RawBsonDocument> documents) {
        try {
            return Awaiting.all(raw(collection).insertMany(documents, new InsertManyOptions().ordered(false)), LIMIT)
                    .get(0)
                    .getInsertedIds()
                    .size();
        } catch (BackupException e) {
            if (e.getCause() instanceof MongoBulkWriteException partly && onlyDuplicates(partly)) {
                return documents.size() - partly.getWriteErrors().size();
            }
            throw e;
        }
    }

    private static boolean onlyDuplicates(MongoBulkWriteException failure) {
        return failure.getWriteConcernError() == null
                && failure.getWriteErrors().stream()
                        .map(BulkWriteError::getCode)
                        .allMatch(code -> code == DUPLICATE_ID);
    }

    /** Whether a restore of this backup began and did not end. */
    boolean restoring(String sha256) {
        return !Awaiting.all(restores().find(Filters.eq("_id", sha256)), LIMIT).isEmpty();
    }

    void beginRestoring(String sha256) {
        if (!restoring(sha256)) {
            Awaiting.all(restores().insertOne(new Document("_id", sha256).append("begun_at", Instant.now())), LIMIT);
        }
    }

    void endRestoring(String sha256) {
        Awaiting.all(restores().deleteOne(Filters.eq("_id", sha256)), LIMIT);
    }

    private MongoCollection<Document> restores() {
        return database.getCollection(RESTORES);
    }

    private MongoCollection<RawBsonDocument> raw(StoredCollection collection) {
        return database.getCollection(collection.source(), RawBsonDocument.class);
    }

    @Override
    public void close() {
        client.close();
    }
}
