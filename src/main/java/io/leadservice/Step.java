package io.leadservice;

import io.vertx.core.Future;

/** The last step of a stage's start: what it needs is made. */
interface Step {

    /** For a stage that does not run on this node. */
    Step NONE = Future::succeededFuture;

    Future<Void> deploy();
}
