package io.leadservice;

import io.leadservice.pipeline.InstanceMeters;
import io.leadservice.pipeline.StageName;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instances of one verticle type on this node. Their number can be changed while they are at work: more are deployed side
 * by side, fewer are ended one after another, so that what one of them gives back finds another. Each ends by its own stop, which
 * finishes what it has. Changes are made in turn. Thread-safe.
 */
final class InstanceGroup {

    private static final Logger LOG = LoggerFactory.getLogger(InstanceGroup.class);

    private final Vertx vertx;
    private final ContextInternal deployer;
    private final StageName stage;
    private final Supplier<? extends Deployable> verticle;
    private final InstanceMeters meters;
    private final Deque<String> running = new ConcurrentLinkedDeque<>();
    private Future<Void> last = Future.succeededFuture();
    private int wanted;
    private boolean stopped;

    /**
     * @param deployer of no verticle: a child would be undeployed with its parent, in no order
     * @param verticle makes one instance
     */
    InstanceGroup(
            ContextInternal deployer, StageName stage, Supplier<? extends Deployable> verticle, InstanceMeters meters) {
        this.deployer = deployer;
        this.vertx = deployer.owner();
        this.stage = stage;
        this.verticle = verticle;
        this.meters = meters;
    }

    /** How many run. */
    int count() {
        return running.size();
    }

    /** How many are to run. */
    synchronized int wanted() {
        return wanted;
    }

    /** Brings their number to this; completes when so many run and those that ended have finished their work. */
    synchronized Future<Void> scale(int instances) {
        wanted = instances;
        return then(this::adjust);
    }

    /**
     * Puts new instances in the place of all that run, which makes them take what has changed since. Fails if one cannot be
     * made, and then as many run as before.
     */
    synchronized Future<Void> renew() {
        return then(() -> {
            int old = running.size();
            return grow(old)
                    .transform(grown -> grown.succeeded()
                            ? shrink(old, true)
                            : shrink(running.size() - old, false)
                                    .transform(done -> Future.failedFuture(grown.cause())));
        });
    }

    /** Ends all of them at once and for good. */
    synchronized Future<Void> stop() {
        stopped = true;
        last = last.transform(done -> {
            List<Future<Void>> ends = new ArrayList<>();
            for (String id = running.poll(); id != null; id = running.poll()) {
                ends.add(vertx.undeploy(id));
            }
            return Future.join(ends).mapEmpty();
        });
        return last;
    }

    private Future<Void> then(Supplier<Future<Void>> change) {
        last = last.transform(done -> isStopped() ? Future.succeededFuture() : change.get());
        return last;
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    private Future<Void> adjust() {
        int from = running.size();
        int to = wanted();
        return (to > from ? grow(to - from) : shrink(from - to, false)).onSuccess(done -> {
            if (from != to && from > 0 && !isStopped()) {
                LOG.info("stage rescaled stage={} from={} to={}", stage.key(), from, to);
            }
        });
    }

    private Future<Void> grow(int by) {
        List<Future<String>> deployments = new ArrayList<>();
        for (int i = 0; i < by; i++) {
            deployments.add(deploy().onSuccess(running::addLast));
        }
        return Future.join(deployments).onComplete(done -> tell()).mapEmpty();
    }

    private Future<Void> shrink(int by, boolean oldest) {
        // The rest end side by side then.
        String id = by == 0 || isStopped() ? null : oldest ? running.pollFirst() : running.pollLast();
        if (id == null) {
            return Future.succeededFuture();
        }
        tell();
        return vertx.undeploy(id)
                .onFailure(cause -> LOG.warn("instance cut stage={} reason={}", stage.key(), cause.getMessage()))
                .transform(done -> shrink(by - 1, oldest));
    }

    private void tell() {
        meters.run(stage, running.size());
    }

    private Future<String> deploy() {
        // Composed, so that a verticle that cannot be made is a failure too.
        return Future.future(done -> deployer.runOnContext(ignored -> Future.succeededFuture()
                .compose(begun -> vertx.deployVerticle(verticle.get(), new DeploymentOptions()))
                .onComplete(done)));
    }
}
