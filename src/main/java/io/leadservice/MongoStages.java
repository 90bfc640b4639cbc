package io.leadservice;

import io.leadservice.audit.AuditChain;
import io.leadservice.audit.AuditStage;
import io.leadservice.audit.AuditTrail;
import io.leadservice.audit.MongoAuditStore;
import io.leadservice.bus.BusClient;
import io.leadservice.config.LeadServiceConfig;
import io.leadservice.config.MongodbConfig;
import io.leadservice.config.Secret;
import io.leadservice.crypto.ServiceKeys;
import io.leadservice.persistence.EpochOutbox;
import io.leadservice.persistence.EpochSweep;
import io.leadservice.persistence.ErasureSweep;
import io.leadservice.persistence.ExpirySweep;
import io.leadservice.persistence.LeadCollection;
import io.leadservice.persistence.MongoCalls;
import io.leadservice.persistence.MongoCollections;
import io.leadservice.persistence.MongoLeadStore;
import io.leadservice.persistence.MongoMeters;
import io.leadservice.persistence.MongoOutbox;
import io.leadservice.persistence.OutboxMeters;
import io.leadservice.persistence.OutboxRelay;
import io.leadservice.persistence.PersistenceStages;
import io.leadservice.persistence.RetentionSweep;
import io.leadservice.pipeline.AuditEntry;
import io.leadservice.pipeline.Stage;
import io.leadservice.pipeline.StageName;
import io.leadservice.pipeline.StageVerticle;
import io.leadservice.registry.ModelRegistry;
import io.leadservice.registry.MongoModelStore;
import io.leadservice.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.mongo.MongoClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the verticles of persistence, and what works beside them on the same store, over one client for the node. */
final class MongoStages {

    private final Vertx vertx;
    private final LeadServiceConfig config;
    private final Supplier<LeadServiceConfig> now;
    private final BusClient bus;
    private final Lifecycle lifecycle;
    private final AuditTrail trail;

    /** @param now the configuration when an instance is made */
    MongoStages(
            Vertx vertx,
            LeadServiceConfig config,
            Supplier<LeadServiceConfig> now,
            BusClient bus,
            Lifecycle lifecycle,
            AuditTrail trail) {
        this.vertx = vertx;
        this.config = config;
        this.now = now;
        this.bus = bus;
        this.lifecycle = lifecycle;
        this.trail = trail;
    }

    /** What the verticles of a node share. */
    private record Shared(
            PersistenceStages stages,
            AuditChain chain,
            ModelRegistry registry,
            MongoOutbox outbox,
            OutboxMeters meters,
            MongoCollections collections) {}

    /** For a node that runs persistence. The database is asked once, and need not answer. */
    Future<Step> persistence(Secret uri, ServiceKeys keys) {
        MongodbConfig mongodb = config.mongodb();
        return vertx.executeBlocking(() -> MongoCalls.client(vertx, mongodb, uri), false)
                .compose(client -> {
                    lifecycle.onStop(client::close);
                    MongoCalls calls = new MongoCalls(
                            client, mongodb.timeout(), new MongoMeters(Telemetry.registry(), mongodb.poolSize()));
                    // Reading the cipher's classes and keys takes too long for an event loop.
                    return vertx.executeBlocking(() -> shared(client, calls, keys), false)
                            .compose(shared -> shared.collections()
                                    .prepare()
                                    .compose(tried -> shared.stages().checkKeys())
                                    .map(checked -> () -> {
                                        sweep(calls, shared);
                                        return lifecycle.deploy(StageName.PERSISTENCE, () -> verticle(shared));
                                    }));
                });
    }

    private Shared shared(MongoClient client, MongoCalls calls, ServiceKeys keys) {
        Duration timeout = config.mongodb().timeout();
        LeadCollection leads = new LeadCollection(calls);
        MongoLeadStore store = new MongoLeadStore(leads);
        MongoOutbox outbox = new MongoOutbox(leads);
        PersistenceStages stages =
                new PersistenceStages(vertx, config, calls, store, keys, this::erased, Telemetry.registry());
        return new Shared(
                stages,
                new AuditChain(new MongoAuditStore(client, timeout)),
                new ModelRegistry(vertx, new MongoModelStore(client, timeout)),
                outbox,
                new OutboxMeters(outbox, Telemetry.registry(), Clock.systemUTC()),
                new MongoCollections(stages, outbox, store));
    }

    private void erased(String leadId, String by) {
        trail.add(AuditEntry.ofService(Instant.now(), by, "lead.erased", Optional.of(leadId), "key destroyed"));
    }

    private void sweep(MongoCalls calls, Shared shared) {
        ExpirySweep expiry = new ExpirySweep(vertx, calls);
        expiry.start();
        lifecycle.onStop(expiry::stop);
        ErasureSweep erasures = shared.stages().erasureSweep();
        erasures.start();
        lifecycle.onStop(erasures::stop);
        RetentionSweep retention = shared.stages().retentionSweep();
        retention.start();
        lifecycle.onStop(retention::stop);
        EpochSweep epochs = shared.stages().epochSweep(shared.outbox());
        epochs.start();
        lifecycle.onStop(epochs::stop);
        lifecycle.onStop(() -> {
            shared.meters().close();
            return Future.succeededFuture();
        });
    }

    private StageVerticle verticle(Shared shared) {
        EpochOutbox outbox = shared.stages().outbox(shared.outbox());
        OutboxRelay relay = new OutboxRelay(vertx, outbox, bus, config.outbox(), shared.meters());
        List<Stage<?, ?>> instance = new ArrayList<>(shared.stages().ofInstance(relay, outbox, now.get()));
        instance.add(new AuditStage(shared.chain()));
        instance.addAll(shared.registry().stages());
        return new StageVerticle(
                StageName.PERSISTENCE,
                config.stages().persistence().window(),
                instance,
                shared.collections()::health,
                bus.meters());
    }
}
