package io.leadservice;

import io.leadservice.audit.AuditTrail;
import io.leadservice.bus.BusClient;
import io.leadservice.bus.BusMeters;
import io.leadservice.bus.Codecs;
import io.leadservice.bus.NodeName;
import io.leadservice.bus.Peers;
import io.leadservice.bus.Placement;
import io.leadservice.config.AppEnv;
import io.leadservice.config.ConfigException;
import io.leadservice.config.ConfigHash;
import io.leadservice.config.ConfigSnapshot;
import io.leadservice.config.DevelopmentKeys;
import io.leadservice.config.LeadServiceConfig;
import io.leadservice.config.StageConfig;
import io.leadservice.console.Console;
import io.leadservice.console.RecentLeads;
import io.leadservice.crypto.CipherException;
import io.leadservice.crypto.ServiceKeys;
import io.leadservice.http.AccessRules;
import io.leadservice.http.AdminRoutes;
import io.leadservice.http.HttpVerticle;
import io.leadservice.http.ManagementVerticle;
import io.leadservice.http.Readiness;
import io.leadservice.pipeline.AuditEntry;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.InstanceMeters;
import io.leadservice.pipeline.LeadMeters;
import io.leadservice.pipeline.LeadSpans;
import io.leadservice.pipeline.Pipeline;
import io.leadservice.pipeline.StageName;
import io.leadservice.pipeline.StoreBreaker;
import io.leadservice.telemetry.EventLoopLag;
import io.leadservice.telemetry.LogLevels;
import io.leadservice.telemetry.Telemetry;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running node: puts the configured verticles together, starts them from the back of the pipeline to its front, so
 * that nothing is asked before it can answer, and stops them the other way round, so that nothing at work is cut.
 */
final class Node implements Lifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final int NOT_LISTENING = -1;

    private final Vertx vertx;
    private final ConfigSnapshot read;
    private final LeadServiceConfig config;
    private final int factor;
    private final Deque<Supplier<? extends Future<?>>> stops = new ArrayDeque<>();
    private final Optional<Peers> peers;
    private final BusClient bus;
    private final StoreBreaker store;
    private final Pipeline pipeline;
    private final AuditTrail trail;
    private final StageGroups stages;
    private final LiveConfig live;
    private final RecentLeads recentLeads = new RecentLeads();
    private final AtomicInteger httpPort = new AtomicInteger(NOT_LISTENING);
    private final AtomicInteger managementPort = new AtomicInteger(NOT_LISTENING);
    private Optional<Future<Void>> stopped = Optional.empty();

    private Node(Vertx vertx, ConfigSnapshot read, int factor) {
        this.vertx = vertx;
        this.read = read;
        this.config = read.config();
        this.factor = factor;
        MeterRegistry registry = Telemetry.registry();
        this.peers = vertx.isClustered() ? Optional.of(new Peers(vertx)) : Optional.empty();
        this.bus = new BusClient(vertx, config.hopTimeout(), placements(read.config()), new BusMeters(registry), peers);
        this.store = new StoreBreaker(vertx, bus, registry);
        this.pipeline = new Pipeline(
                bus, store, new LeadMeters(registry).and(new LeadSpans()).and(recentLeads));
        this.trail = new AuditTrail(vertx, bus, registry);
        this.stages = new StageGroups(vertx, new InstanceMeters(registry));
        this.live = new LiveConfig(config, stages, factor);
    }

    /**
     * Starts a node; a failed start stops what was started.
     *
     * @param factor by what every instance count is multiplied
     */
    static Future<Node> start(Vertx vertx, ConfigSnapshot read, int factor) {
        Codecs.register(vertx.eventBus(), Channels.all());
        Node node = new Node(vertx, read, factor);
        return node.start().map(node).recover(cause -> node.stop().transform(ignored -> Future.failedFuture(cause)));
    }

    /** Where it listens; complete once it is started. */
    Endpoints endpoints() {
        int http = httpPort.get();
        return new Endpoints(http == NOT_LISTENING ? OptionalInt.empty() : OptionalInt.of(http), managementPort.get());
    }

    /** Stops in order; every call gets the same result. */
    synchronized Future<Void> stop() {
        if (stopped.isEmpty()) {
            stopped = Optional.of(stopNext());
        }
        return stopped.get();
    }

    private Future<Void> start() {
        onStop(() -> vertx.executeBlocking(() -> {
            Telemetry.close(vertx);
            return null;
        }));
        peers.ifPresent(known -> onStop(known::stop));
        return peers.map(Peers::start)
                .orElseGet(Future::succeededFuture)
                .compose(met -> vertx.executeBlocking(() -> BackEnds.resolve(config)))
                .compose(backEnds -> {
                    stops.push(() -> vertx.executeBlocking(() -> {
                        backEnds.close();
                        return null;
                    }));
                    Future<AccessRules> access = new EdgeAccess(vertx, config, live::now, backEnds.redisUrl())
                            .open(keys().map(DevelopmentKeys::jwtSecret), this);
                    return Future.join(deployStages(backEnds), access).compose(done -> deployEdge(access.result()));
                })
                .onSuccess(done -> LOG.info("node ready instances={} clustered={}", instances(), vertx.isClustered()));
    }

    private Future<Void> deployStages(BackEnds backEnds) {
        return vertx.executeBlocking(this::serviceKeys, false)
                .compose(keys -> new Stages(vertx, config, live::now, bus, backEnds, this, pipeline, trail)
                        .deploy(keys)
                        .onSuccess(deployed -> trail.add(AuditEntry.ofService(
                                Instant.now(), "node", "node.started", Optional.empty(), started(keys)))));
    }

    private Future<Void> deployEdge(AccessRules access) {
        EventLoopLag lag = EventLoopLag.watch(vertx, Telemetry.registry());
        onStop(() -> {
            lag.close();
            return Future.succeededFuture();
        });
        onStop(trail::close);
        store.start();
        Readiness readiness = new Readiness(
                vertx, bus, stages::running, () -> peers.map(Peers::heard).orElse(true));
        onStop(() -> {
            readiness.close();
            store.close();
            return Future.succeededFuture();
        });
        return peers.map(Peers::round)
                .orElseGet(Future::succeededFuture)
                .compose(met -> Future.join(
                        readiness.start(),
                        deployManagement(() -> management(readiness, access))
                                .compose(management -> deployHttp(access, readiness))))
                .onSuccess(listening -> readiness.serve())
                .onSuccess(serving -> Tuning.start(vertx, read, factor, live, stages, this))
                .onSuccess(deployed -> onStop(() -> {
                    readiness.drain();
                    return Future.succeededFuture();
                }))
                .mapEmpty();
    }

    /** Outside this verticle's context: a child would be undeployed with its parent, in no order. */
    private Future<Void> deployManagement(Supplier<? extends Deployable> verticle) {
        var context = ((VertxInternal) vertx).createEventLoopContext();
        Future<String> deployment = Future.future(done -> context.runOnContext(ignored ->
                vertx.deployVerticle(verticle, new DeploymentOptions()).onComplete(done)));
        return deployment.onSuccess(id -> onStop(() -> vertx.undeploy(id))).mapEmpty();
    }

    @Override
    public Future<Void> deploy(StageName stage, Supplier<? extends Deployable> verticle) {
        int instances = count(stage);
        if (instances == 0) {
            return Future.succeededFuture();
        }
        return stages.start(stage, instances, verticle)
                .onSuccess(group -> onStop(group::stop))
                .onSuccess(done -> LOG.info("stage ready stage={} instances={}", stage.key(), instances))
                .mapEmpty();
    }

    @Override
    public void onStop(Supplier<? extends Future<?>> stop) {
        stops.push(stop);
    }

    private Future<Void> stopNext() {
        Supplier<? extends Future<?>> next = stops.poll();
        if (next == null) {
            LOG.info("node stopped");
            return Future.succeededFuture();
        }
        return next.get()
                .onFailure(cause -> LOG.warn("stop step failed error={}", cause.getMessage()))
                .transform(ignored -> stopNext());
    }

    private Map<StageName, Integer> instances() {
        Map<StageName, Integer> counts = new EnumMap<>(StageName.class);
        for (StageName stage : StageName.values()) {
            counts.put(stage, count(stage));
        }
        return counts;
    }

    private int count(StageName stage) {
        return Stages.configOf(config.stages(), stage).instances() * factor;
    }

    private Optional<DevelopmentKeys> keys() {
        return config.env() == AppEnv.DEVELOPMENT
                ? Optional.of(new DevelopmentKeys(config.dataDir()))
                : Optional.empty();
    }

    private Optional<ServiceKeys> serviceKeys() {
        try {
            return config.encryptionKey()
                    .or(() -> keys().map(DevelopmentKeys::encryptionKey))
                    .map(key -> ServiceKeys.of(key.value()));
        } catch (CipherException e) {
            throw new ConfigException(List.of("encryption.key (ENCRYPTION_KEY): " + e.getMessage()));
        }
    }

    private String started(Optional<ServiceKeys> serviceKeys) {
        String ids = serviceKeys
                .map(keys -> ", encryption keys " + keys.ids() + ", primary " + keys.primary())
                .orElse("");
        return "configuration " + ConfigHash.of(config) + ids;
    }

    private Future<Void> deployHttp(AccessRules access, Readiness readiness) {
        return deploy(
                StageName.HTTP,
                () -> new HttpVerticle(config.http(), access, pipeline, trail, readiness, httpPort::set));
    }

    private ManagementVerticle management(Readiness readiness, AccessRules access) {
        Console console = new Console(Telemetry.registry(), recentLeads, this::nodes, readiness::report);
        AdminRoutes admin = new AdminRoutes(
                config.env() == AppEnv.PRODUCTION ? Optional.of(access) : Optional.empty(),
                trail,
                LogLevels::set,
                LogLevels::set,
                stages,
                bus);
        return new ManagementVerticle(
                config.management(), readiness, Telemetry::scrape, admin, console, managementPort::set);
    }

    private List<String> nodes() {
        return vertx.isClustered() ? ((VertxInternal) vertx).clusterManager().getNodes() : List.of(NodeName.of(vertx));
    }

    private static Map<String, Placement> placements(LeadServiceConfig config) {
        Map<String, Placement> placements = new HashMap<>();
        Channels.all()
                .forEach(channel -> StageName.ON_THE_BUS.stream()
                        .filter(stage -> channel.address().startsWith("stage." + stage.key()))
                        .map(stage -> Stages.configOf(config.stages(), stage))
                        .map(StageConfig::localFirst)
                        .forEach(local ->
                                placements.put(channel.address(), local ? Placement.LOCAL_FIRST : Placement.CLUSTER)));
        return placements;
    }
}
