package io.leadservice.bus;

import java.util.List;
import java.util.stream.Stream;

/**
 * A typed address of the event bus. The reply type is a record, or a sealed interface whose permitted classes are
 * records: one for each outcome.
 *
 * @param address the bus address, such as {@code stage.scoring}; static, one for each stage and operation
 * @param request what is sent
 * @param reply what comes back
 */
public record Channel<I extends Record, O>(String address, Class<I> request, Class<O> reply) {

    /** @throws IllegalArgumentException if a message type is not a record: the wire codec is keyed by exact class */
    public Channel {
        messageTypes(request, reply).forEach(type -> {
            if (!type.isRecord()) {
                throw new IllegalArgumentException(type + " is not a record");
            }
        });
    }

    /** The classes that travel on this channel. */
    public List<Class<?>> messageTypes() {
        return messageTypes(request, reply);
    }

    private static List<Class<?>> messageTypes(Class<?> request, Class<?> reply) {
        Stream<Class<?>> replies = reply.isSealed() ? Stream.of(reply.getPermittedSubclasses()) : Stream.of(reply);
        return Stream.concat(Stream.<Class<?>>of(request), replies).toList();
    }
}
