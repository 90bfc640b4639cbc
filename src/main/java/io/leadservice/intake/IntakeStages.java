package io.leadservice.intake;

import io.leadservice.config.LeadServiceConfig;
import io.leadservice.crypto.FieldCipher;
import io.leadservice.crypto.LeadIds;
import io.leadservice.crypto.ServiceKeys;
import io.leadservice.kafka.KafkaProperties;
import io.leadservice.kafka.RecordWriter;
import io.leadservice.kafka.Topics;
import io.leadservice.pipeline.Pipeline;
import io.leadservice.pipeline.Stage;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Puts the stages of intake together: what a node's instances share, and what each has for itself. Thread-safe. */
public final class IntakeStages {

    static final String GROUP = "lead-service-intake";

    private final Vertx vertx;
    private final Topics topics;
    private final RecordWriter writer;
    private final SubmissionRecords records;
    private final LeadIds leadIds;
    private final LeadCompletion completion;
    private final LetterSealing letters;
    private final IntakeMeters meters;
    private final int window;
    private final Duration deletionInterval;
    private final Map<String, Object> consumer;

    /**
     * @param brokers bootstrap list
     * @param topics of this node; its maker closes it
     * @param writer of this node; its maker closes it
     */
    public IntakeStages(
            Vertx vertx,
            LeadServiceConfig config,
            String brokers,
            Topics topics,
            RecordWriter writer,
            Pipeline pipeline,
            ServiceKeys serviceKeys,
            MeterRegistry meters) {
        this.vertx = vertx;
        this.topics = topics;
        this.writer = writer;
        this.leadIds = new LeadIds(serviceKeys.root());
        this.records = new SubmissionRecords(
                new SealedSubmission(FieldCipher.of(serviceKeys)),
                leadIds,
                config.http().maxBodyBytes());
        this.completion = new LeadCompletion(pipeline, config.http().requestTimeout());
        this.letters = new LetterSealing(records, pipeline);
        this.meters = new IntakeMeters(meters);
        this.window = config.stages().intake().window();
        this.deletionInterval = config.kafka().deletionInterval();
        this.consumer = KafkaProperties.consumer(config.kafka(), brokers, GROUP, IntakeConsumer.pollSize(window));
    }

    /** The stages of one instance; made on its event loop. */
    public List<Stage<?, ?>> ofInstance() {
        RecordWork work = new RecordWork(vertx, records, completion, letters, writer, meters);
        FinishedRecords finished = new FinishedRecords(vertx, deletionInterval, topics::delete);
        IntakeConsumer topic = new IntakeConsumer(vertx, () -> new KafkaConsumer<>(consumer), window, work, finished);
        return List.of(
                new IntakeStage(writer, records, topic, meters),
                new NamingStage(leadIds),
                new BacklogStage(vertx, topics, meters));
    }
}
