package io.leadservice.bus;

import io.vertx.core.eventbus.EventBus;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Registers the wire codecs of channels. */
public final class Codecs {

    private Codecs() {}

    /**
     * Registers a codec for every message type of these channels. Called once for each Vert.x, before its first consumer
     * and its first request, because a second registration throws and an unregistered type cannot be sent.
     */
    public static void register(EventBus bus, Collection<Channel<?, ?>> channels) {
        Set<Class<?>> types = new LinkedHashSet<>(List.of(AskNode.class, NodeServes.class));
        channels.forEach(channel -> types.addAll(channel.messageTypes()));
        types.forEach(type -> register(bus, type));
    }

    private static <T> void register(EventBus bus, Class<T> type) {
        bus.registerDefaultCodec(type, new RecordCodec<>(type));
    }
}
