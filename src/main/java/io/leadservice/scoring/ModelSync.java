package io.leadservice.scoring;

import io.leadservice.bus.BusClient;
import io.leadservice.bus.Deadline;
import io.leadservice.bus.Failure;
import io.leadservice.lead.ModelSlot;
import io.leadservice.pipeline.AskModels;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.FetchModel;
import io.leadservice.pipeline.ModelsInUse;
import io.leadservice.pipeline.ModelsInUse.InUse;
import io.leadservice.scoring.Models.Role;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the models of a node those that the registry says, by asking again and again. While the registry does not answer, the
 * models stay as they are; one place that cannot follow leaves the others alone. One for a node; started and stopped on any
 * thread.
 */
public final class ModelSync {

    private static final Logger LOG = LoggerFactory.getLogger(ModelSync.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(3);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final long NONE = -1;

    private final Vertx vertx;
    private final BusClient bus;
    private final Models models;
    private final Duration refresh;
    private final MultiGauge gauges;

    /** What was said of a place last, so that it is said once. */
    private final Map<String, String> troubles = new ConcurrentHashMap<>();

    private final Promise<Void> first = Promise.promise();
    private boolean known;
    private boolean warned;
    private long timer = NONE;
    private boolean stopped;

    /** @param refresh the time from one look to the next, once one succeeded */
    public ModelSync(Vertx vertx, BusClient bus, Models models, Duration refresh, MeterRegistry registry) {
        this.vertx = vertx;
        this.bus = bus;
        this.models = models;
        this.refresh = refresh;
        this.gauges = MultiGauge.builder("lead.models")
                .description("Models in use, 1 each")
                .register(registry);
        Gauge.builder("lead.models.refused", models, Models::refused)
                .description("Models that this node refused though they are to be used")
                .register(registry);
        show();
    }

    /**
     * Begins to look, each second until one look succeeds.
     *
     * @return completes with that, and after 3 s without; never fails
     */
    public Future<Void> start() {
        vertx.setTimer(FIRST_WAIT.toMillis(), late -> first.tryComplete());
        lookOn();
        return first.future();
    }

    /** Looks no more. */
    public synchronized Future<Void> stop() {
        stopped = true;
        if (timer != NONE) {
            vertx.cancelTimer(timer);
        }
        return Future.succeededFuture();
    }

    private void lookOn() {
        look().onSuccess(succeeded -> {
            next(succeeded);
            if (succeeded) {
                first.tryComplete();
            }
        });
    }

    private synchronized void next(boolean succeeded) {
        if (succeeded) {
            known = true;
        } else if (!known && !warned) {
            warned = true;
            LOG.warn(
                    "registry of models does not answer yet: the models that come with the service score until it does");
        }
        if (!stopped) {
            timer = vertx.setTimer((known ? refresh : RETRY).toMillis(), due -> lookOn());
        }
    }

    /**
     * Looks once; never fails.
     *
     * @return whether all that was asked for was answered
     */
    Future<Boolean> look() {
        return bus.ask(Channels.MODELS, new AskModels(), Deadline.after(PATIENCE))
                .compose(this::follow)
                .onSuccess(followed -> show())
                .onFailure(cause -> LOG.debug(
                        "registry of models does not answer code={}",
                        Failure.codeOf(cause).key()))
                .otherwise(false);
    }

    private void show() {
        gauges.register(models.all().stream().map(ModelSync::row).toList(), true);
    }

    private static MultiGauge.Row<?> row(Models.InUse inUse) {
        return MultiGauge.Row.of(
                Tags.of(
                        "vertical", inUse.slot().vertical().name().toLowerCase(Locale.ROOT),
                        "purpose", inUse.slot().purpose().key(),
                        "role", inUse.role().name().toLowerCase(Locale.ROOT),
                        "basis", inUse.model().basis().name().toLowerCase(Locale.ROOT),
                        "version", inUse.model().version()),
                1);
    }

    private Future<Boolean> follow(ModelsInUse inUse) {
        Future<Boolean> done = Future.succeededFuture(true);
        for (ModelSlot slot : ModelSlot.all()) {
            Optional<InUse> told = inUse.slots().stream()
                    .filter(one -> one.slot().equals(slot.name()))
                    .findFirst();
            done = done.compose(before -> tryFollow(slot, Role.CHAMPION, told.flatMap(InUse::champion))
                            .map(whole -> before && whole))
                    .compose(before -> tryFollow(slot, Role.CHALLENGER, told.flatMap(InUse::challenger))
                            .map(whole -> before && whole));
        }
        return done;
    }

    /** Follows in one place; never fails. */
    private Future<Boolean> tryFollow(ModelSlot slot, Role role, Optional<String> version) {
        String place = slot.name() + " " + role;
        return follow(slot, role, version).transform(result -> {
            String trouble = result.succeeded()
                    ? result.result().orElse("")
                    : "its file cannot be had: "
                            + Failure.codeOf(result.cause()).key();
            if (trouble.isEmpty()) {
                troubles.remove(place);
            } else if (!trouble.equals(troubles.put(place, trouble))) {
                LOG.warn("model not taken slot={} role={} reason={}", slot.name(), role, trouble);
            }
            return Future.succeededFuture(result.succeeded());
        });
    }

    /** @return why the model was refused; empty if it is in use */
    private Future<Optional<String>> follow(ModelSlot slot, Role role, Optional<String> version) {
        if (version.isEmpty()) {
            models.drop(slot, role);
            return Future.succeededFuture(Optional.empty());
        }
        if (version.equals(models.version(slot, role))) {
            models.keep(slot, role);
            return Future.succeededFuture(Optional.empty());
        }
        return bus.ask(Channels.FETCH_MODEL, new FetchModel(slot.name(), version.get()), Deadline.after(PATIENCE))
                .compose(fetched -> vertx.executeBlocking(() -> {
                    byte[] content =
                            fetched.content().map(bytes -> bytes.content()).orElse(new byte[0]);
                    Optional<String> refused = models.use(slot, role, version.get(), content);
                    if (refused.isEmpty()) {
                        LOG.info("model in use slot={} version={} role={}", slot.name(), version.get(), role);
                    }
                    return refused;
                }));
    }
}
