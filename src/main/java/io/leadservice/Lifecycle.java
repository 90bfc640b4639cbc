package io.leadservice;

import io.leadservice.pipeline.StageName;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import java.util.function.Supplier;

/** What a node keeps of the things it started. */
interface Lifecycle {

    /** Deploys as many instances as this node runs of the stage, none included; undeploys them on stop. */
    Future<Void> deploy(StageName stage, Supplier<? extends Deployable> verticle);

    /** Does this on stop, before all that was registered earlier. */
    void onStop(Supplier<? extends Future<?>> stop);
}
