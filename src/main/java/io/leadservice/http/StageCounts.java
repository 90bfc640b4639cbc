package io.leadservice.http;

import io.leadservice.pipeline.StageName;
import java.util.Optional;

/** How many instances of each verticle type run on this node. Thread-safe. */
public interface StageCounts {

    /** The most of one verticle type. */
    int MOST = 64;

    /** How many run. */
    int running(StageName stage);

    /** How many are to run. */
    int wanted(StageName stage);

    /**
     * Begins to bring their number to this.
     *
     * @param instances 0 to {@link #MOST}
     * @return why it cannot be done while the node runs; empty if it is begun
     */
    Optional<String> scale(StageName stage, int instances);
}
