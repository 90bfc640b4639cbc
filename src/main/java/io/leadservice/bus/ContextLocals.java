package io.leadservice.bus;

import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;

/** Registers what hangs on contexts before any Vert.x is made, as Vert.x wants it. Named in META-INF/services. */
public final class ContextLocals implements VertxServiceProvider {

    @Override
    public void init(VertxBootstrap bootstrap) {
        RequestIds.register();
        WorkNotes.register();
    }
}
