package io.leadservice.persistence;

import io.leadservice.tracing.Spans;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.vertx.core.Future;
import io.vertx.ext.mongo.MongoClient;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A MongoDB client each of whose calls is a span, which Vert.x' own makes none of (vertx-mongo-client pull request 325). Its
 * methods have the collection as their first argument; of the others the span tells how many there are, if they are a list.
 */
final class TracedMongo implements InvocationHandler {

    /** How the methods begin, the longest first, and what MongoDB calls the command. */
    private static final List<Map.Entry<String, String>> OPERATIONS = List.of(
            Map.entry("findOneAnd", "findAndModify"),
            Map.entry("find", "find"),
            Map.entry("insert", "insert"),
            Map.entry("save", "update"),
            Map.entry("update", "update"),
            Map.entry("replace", "update"),
            Map.entry("remove", "delete"),
            Map.entry("bulkWrite", "bulkWrite"),
            Map.entry("count", "aggregate"),
            Map.entry("aggregate", "aggregate"),
            Map.entry("distinct", "distinct"),
            Map.entry("createIndex", "createIndexes"));

    private final MongoClient client;

    private TracedMongo(MongoClient client) {
        this.client = client;
    }

    static MongoClient around(MongoClient client) {
        return (MongoClient) Proxy.newProxyInstance(
                MongoClient.class.getClassLoader(), new Class<?>[] {MongoClient.class}, new TracedMongo(client));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        Spans spans = Spans.here();
        if (!spans.recording()
                || method.getReturnType() != Future.class
                || arguments == null
                || !(arguments[0] instanceof String collection)) {
            return called(method, arguments);
        }
        String operation = operation(method.getName());
        return spans.call(
                operation + ' ' + collection,
                SpanKind.CLIENT,
                attributes(operation, collection, arguments),
                span -> future(method, arguments));
    }

    private Object called(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(client, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private Future<?> future(Method method, Object[] arguments) {
        try {
            return (Future<?>) called(method, arguments);
        } catch (Throwable e) {
            return Future.failedFuture(e);
        }
    }

    private static String operation(String method) {
        return OPERATIONS.stream()
                .filter(known -> method.startsWith(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(method.toLowerCase(Locale.ROOT));
    }

    private static Attributes attributes(String operation, String collection, Object[] arguments) {
        AttributesBuilder attributes = Attributes.builder()
                .put("db.system.name", "mongodb")
                .put("db.operation.name", operation)
                .put("db.collection.name", collection);
        if (arguments.length > 1 && arguments[1] instanceof List<?> items && items.size() > 1) {
            attributes.put("db.operation.batch.size", items.size());
        }
        return attributes.build();
    }
}
