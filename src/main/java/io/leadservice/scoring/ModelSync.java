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
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the models of a node those that the registry says, by asking again and again. While the registry does not answer, the
 * models stay as they are. One for a node; started and stopped on any thread.
 */
public final class ModelSync {

    private static final Logger LOG = LoggerFactory.getLogger(ModelSync.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long NONE = -1;

    private final Vertx vertx;
    private final BusClient bus;
    private final Models models;
    private final Duration refresh;
    private final MultiGauge gauges;
    private long timer = NONE;
    private boolean stopped;

    /** @param refresh the time from one look to the next */
    public ModelSync(Vertx vertx, BusClient bus, Models models, Duration refresh, MeterRegistry registry) {
        this.vertx = vertx;
        this.bus = bus;
        this.models = models;
        this.refresh = refresh;
        this.gauges = MultiGauge.builder("lead.models")
                .description("Models in use, 1 each")
                .register(registry);
        show();
    }

    /** Begins to look. */
    public void start() {
        look().onComplete(looked -> next());
    }

    /** Looks no more. */
    public synchronized Future<Void> stop() {
        stopped = true;
        if (timer != NONE) {
            vertx.cancelTimer(timer);
        }
        return Future.succeededFuture();
    }

    private synchronized void next() {
        if (!stopped) {
            timer = vertx.setTimer(refresh.toMillis(), due -> look().onComplete(looked -> next()));
        }
    }

    /** Looks once; never fails. */
    Future<Void> look() {
        return bus.ask(Channels.MODELS, new AskModels(), Deadline.after(PATIENCE))
                .compose(this::follow)
                .onSuccess(followed -> show())
                .onFailure(cause -> LOG.debug(
                        "registry of models does not answer code={}",
                        Failure.codeOf(cause).key()))
                .otherwiseEmpty();
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

    private Future<Void> follow(ModelsInUse inUse) {
        Future<Void> done = Future.succeededFuture();
        for (ModelSlot slot : ModelSlot.all()) {
            Optional<InUse> told = inUse.slots().stream()
                    .filter(one -> one.slot().equals(slot.name()))
                    .findFirst();
            done = done.compose(before -> follow(slot, Role.CHAMPION, told.flatMap(InUse::champion)))
                    .compose(before -> follow(slot, Role.CHALLENGER, told.flatMap(InUse::challenger)));
        }
        return done;
    }

    private Future<Void> follow(ModelSlot slot, Role role, Optional<String> version) {
        if (version.isEmpty()) {
            models.drop(slot, role);
            return Future.succeededFuture();
        }
        return version.equals(models.version(slot, role))
                ? Future.succeededFuture()
                : bus.ask(Channels.FETCH_MODEL, new FetchModel(slot.name(), version.get()), Deadline.after(PATIENCE))
                        .compose(fetched -> vertx.executeBlocking(() -> {
                            byte[] content = fetched.content()
                                    .map(bytes -> bytes.content())
                                    .orElse(new byte[0]);
                            if (models.use(slot, role, version.get(), content)) {
                                LOG.info("model in use slot={} version={} role={}", slot.name(), version.get(), role);
                            } else {
                                LOG.error("model refused {}", models.fault().orElse(slot.name()));
                            }
                            return null;
                        }));
    }
}
