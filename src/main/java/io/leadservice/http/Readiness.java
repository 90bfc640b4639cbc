package io.leadservice.http;

import io.leadservice.bus.BusClient;
import io.leadservice.bus.Deadline;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.HealthCheck;
import io.leadservice.pipeline.StageHealth;
import io.leadservice.pipeline.StageName;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;

/**
 * Whether this node can serve: asks every stage each second, wherever it runs, and keeps the answers, so that being asked
 * costs nothing. Persistence is not needed where intake is there, which takes what cannot be stored now. Publishing is shown
 * but not needed: its events wait in the outbox. Readable from any thread.
 */
public final class Readiness {

    private static final long INTERVAL_MILLIS = 1_000;
    private static final Duration LIMIT = Duration.ofMillis(800);
    private static final List<StageName> NEEDED = List.of(StageName.VALIDATION, StageName.SCORING);
    private static final List<StageName> ONE_NEEDED = List.of(StageName.PERSISTENCE, StageName.INTAKE);

    private final Vertx vertx;
    private final BusClient bus;
    private final ToIntFunction<StageName> instances;
    private final BooleanSupplier heard;
    private final Map<StageName, StageHealth> health = new ConcurrentHashMap<>();
    private long timer;
    private volatile boolean serving;
    private volatile boolean draining;

    /**
     * @param instances how many of a verticle type run on this node
     * @param heard whether other nodes hear this one, or there are none
     */
    public Readiness(Vertx vertx, BusClient bus, ToIntFunction<StageName> instances, BooleanSupplier heard) {
        this.vertx = vertx;
        this.bus = bus;
        this.instances = instances;
        this.heard = heard;
    }

    /** Begins to ask; completes after the first round. */
    public Future<Void> start() {
        timer = vertx.setPeriodic(INTERVAL_MILLIS, id -> ask());
        return ask();
    }

    /** From now on this node listens to whom it serves; before that it is not ready, whatever its stages say. */
    public void serve() {
        serving = true;
    }

    /** From now on this node is not ready, whatever its stages say. */
    public void drain() {
        draining = true;
    }

    /** Whether the whole node ends. */
    boolean isDraining() {
        return draining;
    }

    /** Stops asking. */
    public void close() {
        vertx.cancelTimer(timer);
    }

    /** Whether a restart would not help. */
    boolean live() {
        return heard.getAsBoolean();
    }

    boolean ready() {
        return serving
                && !draining
                && NEEDED.stream().allMatch(this::up)
                && ONE_NEEDED.stream().anyMatch(this::up);
    }

    private boolean up(StageName stage) {
        StageHealth known = health.get(stage);
        return known != null && known.up();
    }

    /** The body of {@code /health/ready}. */
    public JsonObject report() {
        JsonObject stages = new JsonObject();
        for (StageName stage : StageName.values()) {
            JsonObject entry = new JsonObject().put("instances", instances.applyAsInt(stage));
            StageHealth known = health.get(stage);
            if (known != null) {
                entry.put("status", known.up() ? "up" : "down");
                known.reason().ifPresent(reason -> entry.put("reason", reason));
            }
            stages.put(stage.key(), entry);
        }
        String status = draining ? "draining" : ready() ? "ready" : "unready";
        return new JsonObject().put("status", status).put("stages", stages);
    }

    private Future<Void> ask() {
        return Future.join(StageName.ON_THE_BUS.stream().map(this::ask).toList())
                .mapEmpty();
    }

    private Future<StageHealth> ask(StageName stage) {
        return bus.ask(Channels.health(stage), new HealthCheck(), Deadline.after(LIMIT))
                .otherwise(StageHealth.down("no instance answers"))
                .onSuccess(answer -> health.put(stage, answer));
    }
}
