package io.leadservice.persistence;

import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.DeleteManyModel;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.mongo.BulkOperation;
import io.vertx.ext.mongo.BulkWriteOptions;
import io.vertx.ext.mongo.MongoClientBulkWriteResult;
import io.vertx.ext.mongo.impl.JsonObjectBsonAdapter;
import io.vertx.ext.mongo.impl.MongoClientImpl;
import io.vertx.ext.mongo.impl.SingleResultSubscriber;
import io.vertx.ext.mongo.impl.config.MongoClientOptionsParser;
import java.util.List;
import java.util.UUID;
import org.bson.conversions.Bson;

/**
 * The Vert.x client, whose own bulk writes (5.0.10) write each filter and update as JSON text and parse that again. Here they go
 * to the driver as they are, so that dates and bytes in them are those of every other call: see docs/adr/0054. Thread-safe.
 */
final class DirectMongoClient extends MongoClientImpl {

    private final VertxInternal vertx;
    private final MongoDatabase database;

    DirectMongoClient(Vertx vertx, JsonObject options, MongoClientSettings settings) {
        super(vertx, options, UUID.randomUUID().toString(), settings);
        this.vertx = (VertxInternal) vertx;
        this.database = mongo.getDatabase(new MongoClientOptionsParser(vertx, options).database());
    }

    /** Tells how many were written, not their ids. Knows no replacements, hints and collations. */
    @Override
    public Future<MongoClientBulkWriteResult> bulkWriteWithOptions(
            String collection, List<BulkOperation> operations, BulkWriteOptions options) {
        Promise<BulkWriteResult> written = vertx.promise();
        collection(collection, options)
                .bulkWrite(
                        operations.stream().map(DirectMongoClient::model).toList(),
                        new com.mongodb.client.model.BulkWriteOptions().ordered(options.isOrdered()))
                .subscribe(new SingleResultSubscriber<>(written));
        return written.future()
                .map(result -> new MongoClientBulkWriteResult(
                        result.getInsertedCount(),
                        result.getMatchedCount(),
                        result.getDeletedCount(),
                        result.getModifiedCount(),
                        List.of(),
                        List.of()));
    }

    private MongoCollection<JsonObject> collection(String name, BulkWriteOptions options) {
        MongoCollection<JsonObject> collection = database.getCollection(name, JsonObject.class);
        return options.getWriteOption() == null
                ? collection
                : collection.withWriteConcern(
                        WriteConcern.valueOf(options.getWriteOption().name()));
    }

    private static WriteModel<JsonObject> model(BulkOperation operation) {
        return switch (operation.getType()) {
            case INSERT -> new InsertOneModel<>(operation.getDocument());
            case UPDATE -> {
                UpdateOptions options = new UpdateOptions().upsert(operation.isUpsert());
                yield operation.isMulti()
                        ? new UpdateManyModel<>(bson(operation.getFilter()), bson(operation.getDocument()), options)
                        : new UpdateOneModel<>(bson(operation.getFilter()), bson(operation.getDocument()), options);
            }
            case DELETE ->
                operation.isMulti()
                        ? new DeleteManyModel<>(bson(operation.getFilter()))
                        : new DeleteOneModel<>(bson(operation.getFilter()));
            case REPLACE -> throw new IllegalArgumentException("replacements do not come in bulk writes");
        };
    }

    private static Bson bson(JsonObject json) {
        return new JsonObjectBsonAdapter(json);
    }
}
