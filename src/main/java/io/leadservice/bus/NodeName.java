package io.leadservice.bus;

import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;

/** What a node is called in timelines and on the console: its id in the cluster, shortened, or {@code local}. */
public final class NodeName {

    private static final int LENGTH = 8;

    private NodeName() {}

    /** The name of the node of this Vert.x. */
    public static String of(Vertx vertx) {
        if (!vertx.isClustered()) {
            return "local";
        }
        return shortened(((VertxInternal) vertx).clusterManager().getNodeId());
    }

    static String shortened(String id) {
        return id.length() > LENGTH ? id.substring(0, LENGTH) : id;
    }
}
