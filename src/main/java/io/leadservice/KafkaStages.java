package io.leadservice;

import io.leadservice.bus.BusMeters;
import io.leadservice.config.LeadServiceConfig;
import io.leadservice.config.StageConfig;
import io.leadservice.config.StagesConfig;
import io.leadservice.crypto.ServiceKeys;
import io.leadservice.intake.IntakeStages;
import io.leadservice.kafka.RecordWriter;
import io.leadservice.kafka.Topics;
import io.leadservice.pipeline.Pipeline;
import io.leadservice.pipeline.StageName;
import io.leadservice.pipeline.StageVerticle;
import io.leadservice.publishing.DeadLetterStage;
import io.leadservice.publishing.KafkaEventPublisher;
import io.leadservice.publishing.PublishingStage;
import io.leadservice.telemetry.Telemetry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;

/** Makes the verticles of the stages that need Kafka, publishing and intake, over one set of clients for the node. */
final class KafkaStages {

    private final Vertx vertx;
    private final LeadServiceConfig config;
    private final BackEnds backEnds;
    private final Lifecycle lifecycle;
    private final Optional<Clients> clients;
    private final BusMeters meters;

    /** What they share. */
    private record Clients(Topics topics, RecordWriter writer) {}

    private KafkaStages(
            Vertx vertx,
            LeadServiceConfig config,
            BackEnds backEnds,
            Lifecycle lifecycle,
            Optional<Clients> clients,
            BusMeters meters) {
        this.vertx = vertx;
        this.config = config;
        this.backEnds = backEnds;
        this.lifecycle = lifecycle;
        this.clients = clients;
        this.meters = meters;
    }

    /** Makes the clients and the topics; none where this node runs neither stage. */
    static Future<KafkaStages> create(
            Vertx vertx, LeadServiceConfig config, BackEnds backEnds, Lifecycle lifecycle, BusMeters meters) {
        StagesConfig stages = config.stages();
        if (stages.publishing().instances() == 0 && stages.intake().instances() == 0) {
            return Future.succeededFuture(
                    new KafkaStages(vertx, config, backEnds, lifecycle, Optional.empty(), meters));
        }
        String brokers = backEnds.kafkaBrokers();
        Future<RecordWriter> writer = RecordWriter.create(vertx, config.kafka(), brokers)
                .onSuccess(made -> {
                    made.measure(Telemetry.registry());
                    lifecycle.onStop(made::close);
                });
        Future<Topics> topics = Topics.create(vertx, config.kafka(), brokers).compose(made -> {
            lifecycle.onStop(made::close);
            return made.prepare().map(made);
        });
        return Future.join(topics, writer)
                .onSuccess(made -> writer.result().look(Topics.names()))
                .map(made -> new KafkaStages(
                        vertx,
                        config,
                        backEnds,
                        lifecycle,
                        Optional.of(new Clients(topics.result(), writer.result())),
                        meters));
    }

    Step publishing() {
        StageConfig stage = config.stages().publishing();
        if (stage.instances() == 0) {
            return Step.NONE;
        }
        Clients shared = clients.orElseThrow();
        KafkaEventPublisher publisher = new KafkaEventPublisher(shared.writer());
        return () -> lifecycle.deploy(
                StageName.PUBLISHING,
                () -> new StageVerticle(
                        StageName.PUBLISHING,
                        stage.window(),
                        List.of(new PublishingStage(publisher), new DeadLetterStage(publisher)),
                        shared.topics()::health,
                        meters));
    }

    /**
     * For a node that runs intake.
     *
     * @param pipeline that the queue feeds
     */
    Future<Step> intake(Pipeline pipeline, ServiceKeys serviceKeys) {
        Clients shared = clients.orElseThrow();
        String brokers = backEnds.kafkaBrokers();
        return vertx.executeBlocking(
                        () -> new IntakeStages(
                                vertx,
                                config,
                                brokers,
                                shared.topics(),
                                shared.writer(),
                                pipeline,
                                serviceKeys,
                                Telemetry.registry()),
                        false)
                .map(stages -> () -> lifecycle.deploy(
                        StageName.INTAKE,
                        () -> new StageVerticle(
                                StageName.INTAKE,
                                config.stages().intake().window(),
                                stages.ofInstance(),
                                shared.topics()::health,
                                meters)));
    }
}
