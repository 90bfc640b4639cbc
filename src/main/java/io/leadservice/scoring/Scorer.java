package io.leadservice.scoring;

import io.leadservice.bus.Deadline;
import io.leadservice.lead.Score;
import io.vertx.core.Future;

/**
 * Says how promising a lead is. Called on event loops, so it does not block; safe to share between them. The same lead
 * gets the same score from the same model.
 */
interface Scorer {

    /** @return the score, by the deadline; fails with whatever kept it from one, for a fallback to deal with */
    Future<Score> score(ScorableLead lead, Deadline deadline);

    /** Called once before the first lead, on the event loop of the stage. */
    default Future<?> start() {
        return Future.succeededFuture();
    }

    /** Called once after the last lead. */
    default Future<?> stop() {
        return Future.succeededFuture();
    }
}
