package io.leadservice;

import io.leadservice.http.StageCounts;
import io.leadservice.pipeline.InstanceMeters;
import io.leadservice.pipeline.StageName;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The verticle types that this node was started with, each with its instances. Thread-safe. */
final class StageGroups implements StageCounts {

    private static final Logger LOG = LoggerFactory.getLogger(StageGroups.class);

    private final InstanceMeters meters;
    private final ContextInternal deployer;
    private final Map<StageName, InstanceGroup> groups = new ConcurrentHashMap<>();

    StageGroups(Vertx vertx, InstanceMeters meters) {
        this.meters = meters;
        // One for all, since each takes a turn of the event loops.
        this.deployer = ((VertxInternal) vertx).createEventLoopContext();
    }

    /** Starts the first instances of a verticle type. */
    Future<InstanceGroup> start(StageName stage, int instances, Supplier<? extends Deployable> verticle) {
        InstanceGroup group = new InstanceGroup(deployer, stage, verticle, meters);
        groups.put(stage, group);
        return group.scale(instances).map(group);
    }

    /** Puts new instances in the place of those that run, if any do. */
    void renew(StageName stage) {
        InstanceGroup group = groups.get(stage);
        if (group != null) {
            report(stage, group.renew());
        }
    }

    @Override
    public int running(StageName stage) {
        InstanceGroup group = groups.get(stage);
        return group == null ? 0 : group.count();
    }

    @Override
    public int wanted(StageName stage) {
        InstanceGroup group = groups.get(stage);
        return group == null ? 0 : group.wanted();
    }

    @Override
    public Optional<String> scale(StageName stage, int instances) {
        InstanceGroup group = groups.get(stage);
        if (group == null) {
            return instances == 0
                    ? Optional.empty()
                    : Optional.of("this node was started without " + stage.key() + ", and needs a restart to run it");
        }
        report(stage, group.scale(instances));
        return Optional.empty();
    }

    private static void report(StageName stage, Future<Void> change) {
        change.onFailure(
                cause -> LOG.error("stage not rescaled stage={} reason={}", stage.key(), StartException.reason(cause)));
    }
}
