package io.leadservice.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.leadservice.bus.BoundedConsumer;
import io.leadservice.bus.BusClient;
import io.leadservice.bus.Codecs;
import io.leadservice.bus.Failure;
import io.leadservice.bus.FailureCode;
import io.leadservice.lead.Bytes;
import io.leadservice.lead.ModelSlot;
import io.leadservice.lead.Vertical;
import io.leadservice.pipeline.Channels;
import io.leadservice.pipeline.ModelContent;
import io.leadservice.pipeline.ModelsInUse;
import io.leadservice.pipeline.ModelsInUse.InUse;
import io.leadservice.scoring.Models.Role;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node makes of the answers of a registry that knows the bundled files, one that is broken, and one that never comes. */
class ModelSyncTest {

    private static final ModelSlot AUTO = ModelSlot.conversion(Vertical.AUTO);
    private static final ModelSlot HOME = ModelSlot.conversion(Vertical.HOME);

    private final Models models = Models.bundled();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private volatile List<InUse> inUse = List.of();
    private Vertx vertx;
    private ModelSync sync;

    @BeforeEach
    void connect() {
        vertx = Vertx.vertx();
        Codecs.register(vertx.eventBus(), List.of(Channels.MODELS, Channels.FETCH_MODEL));
        sync = new ModelSync(
                vertx, new BusClient(vertx, Duration.ofSeconds(2), Map.of()), models, Duration.ofHours(1), registry);
    }

    @AfterEach
    void close() {
        join(sync.stop());
        join(vertx.close());
    }

    @Test
    void isWellAgainOnceARefusedModelIsReverted() {
        // Given a registered model in use, and then one that is broken
        serve();
        look(champion(AUTO, version(AUTO)));
        assertThat(look(champion(AUTO, "broken"))).isTrue();
        assertThat(models.fault()).hasValueSatisfying(fault -> assertThat(fault).contains("auto broken"));
        assertThat(refused()).isEqualTo(1);

        // When it is reverted
        look(champion(AUTO, version(AUTO)));

        assertThat(models.fault()).isEmpty();
        assertThat(models.version(AUTO, Role.CHAMPION)).contains(version(AUTO));
        assertThat(refused()).isZero();
    }

    @Test
    void keepsWorkingWhenWhatDecidesNothingIsRefused() {
        serve();

        look(
                new InUse(AUTO.name(), Optional.empty(), Optional.of("broken")),
                champion(ModelSlot.returnRisk(Vertical.AUTO), "broken"));

        assertThat(models.fault()).isEmpty();
        assertThat(refused()).isEqualTo(2);
    }

    @Test
    void followsInOtherPlacesWhereOneCannot() {
        serve();

        boolean whole = look(champion(AUTO, "lost"), champion(HOME, version(HOME)));

        assertThat(whole).isFalse();
        assertThat(models.version(AUTO, Role.CHAMPION)).isEmpty();
        assertThat(models.version(HOME, Role.CHAMPION)).contains(version(HOME));
    }

    @Test
    void looksAgainSoonUntilTheRegistryAnswers() {
        // Given a first look that nobody answers
        Future<Void> started = sync.start();

        inUse = List.of(champion(AUTO, version(AUTO)));
        serve();

        join(started);
        assertThat(models.version(AUTO, Role.CHAMPION)).contains(version(AUTO));
    }

    private boolean look(InUse... told) {
        inUse = List.of(told);
        return join(sync.look());
    }

    private void serve() {
        join(new BoundedConsumer<>(
                        vertx,
                        Channels.MODELS,
                        4,
                        (request, deadline) -> Future.succeededFuture(new ModelsInUse(inUse)))
                .start());
        join(new BoundedConsumer<>(vertx, Channels.FETCH_MODEL, 4, (request, deadline) -> {
                    if (request.version().equals("lost")) {
                        return Future.failedFuture(new Failure(FailureCode.BACK_END, "store away"));
                    }
                    return Future.succeededFuture(new ModelContent(Optional.of(
                            request.version().equals("broken")
                                    ? Bytes.utf8("null")
                                    : file(ModelSlot.of(request.slot()).orElseThrow()))));
                })
                .start());
    }

    private double refused() {
        return registry.get("lead.models.refused").gauge().value();
    }

    private static InUse champion(ModelSlot slot, String version) {
        return new InUse(slot.name(), Optional.of(version), Optional.empty());
    }

    private static String version(ModelSlot slot) {
        return Models.bundled(slot).orElseThrow().model().version();
    }

    private static Bytes file(ModelSlot slot) {
        try {
            return new Bytes(Models.resource(slot.vertical()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }
}
