package io.leadservice.bus;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.spi.context.storage.ContextLocal;

/** What a stage's helpers note on the work at hand for whoever asked. Belongs to the context of one message. */
public final class WorkNotes {

    private static final ContextLocal<WorkNotes> LOCAL = ContextLocal.registerLocal(WorkNotes.class);

    private boolean cached;

    private WorkNotes() {}

    /** Has the context-local registered, which must be before the first Vert.x is made. */
    static void register() {
        // Loading this class does it.
    }

    /** A cache had the answer. */
    public static void cacheHit() {
        Context context = Vertx.currentContext();
        WorkNotes notes = context == null ? null : context.getLocal(LOCAL);
        if (notes != null) {
            notes.cached = true;
        }
    }

    static WorkNotes begin() {
        WorkNotes notes = new WorkNotes();
        if (Vertx.currentContext() instanceof ContextInternal context && context.isDuplicate()) {
            context.putLocal(LOCAL, notes);
        }
        return notes;
    }

    boolean cached() {
        return cached;
    }
}
