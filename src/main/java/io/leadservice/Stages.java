package io.leadservice;

import io.leadservice.audit.AuditTrail;
import io.leadservice.bus.BusClient;
import io.leadservice.config.LeadServiceConfig;
import io.leadservice.config.StageConfig;
import io.leadservice.config.StagesConfig;
import io.leadservice.config.ValidationConfig;
import io.leadservice.crypto.ServiceKeys;
import io.leadservice.pipeline.Pipeline;
import io.leadservice.pipeline.StageHealth;
import io.leadservice.pipeline.StageName;
import io.leadservice.pipeline.StageVerticle;
import io.leadservice.scoring.ModelSync;
import io.leadservice.scoring.Models;
import io.leadservice.scoring.ScoringStage;
import io.leadservice.telemetry.Telemetry;
import io.leadservice.validation.Contract;
import io.leadservice.validation.ContractStage;
import io.leadservice.validation.FileSuppressionLists;
import io.leadservice.validation.LeadCheck;
import io.leadservice.validation.PersonStage;
import io.leadservice.validation.Rules;
import io.leadservice.validation.SuppressionLists;
import io.leadservice.validation.ValidationStage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the verticles of the stages with their adapters: what each instance owns, and what a node's instances share. */
final class Stages {

    private final Vertx vertx;
    private final LeadServiceConfig config;
    private final Supplier<LeadServiceConfig> now;
    private final BusClient bus;
    private final BackEnds backEnds;
    private final Lifecycle lifecycle;
    private final Pipeline pipeline;
    private final AuditTrail trail;
    private final OutsideServices outside;

    /**
     * @param now the configuration when an instance is made
     * @param pipeline that the queue of intake feeds
     */
    Stages(
            Vertx vertx,
            LeadServiceConfig config,
            Supplier<LeadServiceConfig> now,
            BusClient bus,
            BackEnds backEnds,
            Lifecycle lifecycle,
            Pipeline pipeline,
            AuditTrail trail) {
        this.vertx = vertx;
        this.config = config;
        this.now = now;
        this.bus = bus;
        this.backEnds = backEnds;
        this.lifecycle = lifecycle;
        this.pipeline = pipeline;
        this.trail = trail;
        this.outside = new OutsideServices(vertx, config, now, backEnds.redisUrl(), lifecycle);
    }

    /**
     * Deploys them from the back of the pipeline to its front. What their verticles need, and what takes time, is made for
     * all of them side by side before.
     */
    Future<Void> deploy(Optional<ServiceKeys> serviceKeys) {
        Future<KafkaStages> kafka = KafkaStages.create(vertx, config, backEnds, lifecycle, bus.meters());
        Future<Step> publishing = kafka.map(KafkaStages::publishing);
        Future<Step> intake = kafka.compose(stages -> intake(stages, serviceKeys));
        Future<Step> persistence = persistence(serviceKeys);
        Future<Step> scoring = scoring(serviceKeys);
        Future<Step> validation = validation(serviceKeys);
        return Future.join(List.of(publishing, persistence, scoring, validation, intake))
                .compose(made -> publishing.result().deploy())
                .compose(done -> persistence.result().deploy())
                .compose(done -> scoring.result().deploy())
                .compose(done -> validation.result().deploy())
                .compose(done -> intake.result().deploy());
    }

    static StageConfig configOf(StagesConfig stages, StageName stage) {
        return switch (stage) {
            case HTTP -> stages.http();
            case INTAKE -> stages.intake();
            case VALIDATION -> stages.validation();
            case SCORING -> stages.scoring();
            case PERSISTENCE -> stages.persistence();
            case PUBLISHING -> stages.publishing();
        };
    }

    private Future<Step> intake(KafkaStages kafka, Optional<ServiceKeys> serviceKeys) {
        return config.stages().intake().instances() == 0
                ? Future.succeededFuture(Step.NONE)
                : kafka.intake(pipeline, serviceKeys.orElseThrow());
    }

    private Future<Step> persistence(Optional<ServiceKeys> serviceKeys) {
        return config.stages().persistence().instances() == 0
                ? Future.succeededFuture(Step.NONE)
                : new MongoStages(vertx, config, now, bus, lifecycle, trail)
                        .persistence(backEnds.mongodbUri(), serviceKeys.orElseThrow());
    }

    private Future<Step> scoring(Optional<ServiceKeys> serviceKeys) {
        StageConfig stage = config.stages().scoring();
        if (stage.instances() == 0) {
            return Future.succeededFuture(Step.NONE);
        }
        return vertx.executeBlocking(Models::bundled, false).map(models -> {
            Supplier<ScoringStage> instances = outside.scoring(serviceKeys, models);
            ModelSync sync = new ModelSync(vertx, bus, models, config.scoring().modelsRefresh(), Telemetry.registry());
            return () -> {
                lifecycle.onStop(sync::stop);
                return sync.start()
                        .compose(looked -> lifecycle.deploy(
                                StageName.SCORING,
                                () -> new StageVerticle(
                                        StageName.SCORING,
                                        stage.window(),
                                        List.of(instances.get()),
                                        deadline -> Future.succeededFuture(models.fault()
                                                .map(StageHealth::down)
                                                .orElse(StageHealth.UP)),
                                        bus.meters())));
            };
        });
    }

    private Future<Step> validation(Optional<ServiceKeys> serviceKeys) {
        StageConfig stage = config.stages().validation();
        if (stage.instances() == 0) {
            return Future.succeededFuture(Step.NONE);
        }
        ValidationConfig rules = config.validation();
        Supplier<LeadCheck> checks = outside.validation(serviceKeys);
        return vertx.executeBlocking(
                        () -> {
                            // For the first time here, since it takes too long for an event loop.
                            Rules.load(rules);
                            return validation(
                                    stage,
                                    Contract.load(),
                                    PersonStage.load(),
                                    outside.suppression(FileSuppressionLists.load(rules.suppression())),
                                    checks);
                        },
                        false)
                .map(instance -> () -> lifecycle.deploy(StageName.VALIDATION, instance));
    }

    private Supplier<StageVerticle> validation(
            StageConfig stage,
            Contract contract,
            PersonStage persons,
            Supplier<SuppressionLists> lists,
            Supplier<LeadCheck> checks) {
        Clock clock = Clock.systemUTC();
        return () -> new StageVerticle(
                StageName.VALIDATION,
                stage.window(),
                List.of(
                        new ValidationStage(
                                contract,
                                Rules.load(now.get().validation()),
                                lists.get(),
                                now.get().validation(),
                                checks.get(),
                                clock),
                        new ContractStage(contract, clock),
                        persons),
                deadline -> Future.succeededFuture(StageHealth.UP),
                bus.meters());
    }
}
