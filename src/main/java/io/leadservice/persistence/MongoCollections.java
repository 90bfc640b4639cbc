package io.leadservice.persistence;

import io.leadservice.bus.Deadline;
import io.leadservice.pipeline.StageHealth;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The collections and their indexes. A store that is away does not stop a node from starting: they are tried again at each
 * health check, and the stage is not healthy before they are there. Uniqueness rests on {@code _id} alone, so nothing goes
 * wrong without them; queries only take longer. One for each node; thread-safe.
 */
public final class MongoCollections {

    private static final Logger LOG = LoggerFactory.getLogger(MongoCollections.class);

    private final Supplier<Future<?>> creation;
    private final MongoLeadStore leads;
    private final AtomicBoolean complete = new AtomicBoolean();
    private Future<Void> attempt = Future.succeededFuture();

    public MongoCollections(PersistenceStages stages, MongoOutbox outbox, MongoLeadStore leads) {
        this(() -> Future.join(stages.prepare(), outbox.prepare()), leads);
    }

    MongoCollections(Supplier<Future<?>> creation, MongoLeadStore leads) {
        this.creation = creation;
        this.leads = leads;
    }

    /** Creates what is missing; an absent store only leaves a warning. */
    public synchronized Future<Void> prepare() {
        if (complete.get() || !attempt.isComplete()) {
            return attempt;
        }
        attempt = Future.succeededFuture()
                .compose(start -> creation.get())
                .onSuccess(done -> complete.set(true))
                .onFailure(cause -> LOG.warn("collections not prepared error={}", cause.getMessage()))
                .<Void>mapEmpty()
                .otherwiseEmpty();
        return attempt;
    }

    /** Whether the store answers and has what it needs. */
    public Future<StageHealth> health(Deadline deadline) {
        if (!complete.get()) {
            prepare();
            return Future.succeededFuture(StageHealth.down("MongoDB was not prepared yet"));
        }
        return leads.ping(deadline).map(StageHealth.UP).otherwise(StageHealth.down("MongoDB does not answer"));
    }
}
