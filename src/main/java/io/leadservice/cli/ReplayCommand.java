package io.leadservice.cli;

import io.leadservice.EventReplay;
import io.leadservice.config.LeadServiceConfig;
import io.leadservice.intake.LetterSealing;
import io.leadservice.kafka.DeadLetters;
import io.leadservice.lead.EventType;
import io.leadservice.persistence.LetterKeys;
import io.leadservice.persistence.MongoCalls;
import io.leadservice.publishing.DeadLetterReplay;
import io.vertx.core.Future;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Publishes once more what was put aside, or what a topic lost. */
@Command(
        name = "replay",
        description =
                "Publishes events once more, each under its first id: dead letters, or those of stored leads that a"
                        + " topic does not have.",
        footer = {
            "",
            "From an event topic it also tells which leads the topic has and the store has not: bin/lead restore --merge"
                    + " brings those back. Exit code 1 if anything is missing that is not mended."
        },
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {

    private static final Set<EventType> OF_NEW_LEADS = Set.of(EventType.LEAD_CREATED, EventType.LEAD_REJECTED);

    @ParentCommand
    private LeadCommand lead;

    @Mixin
    private StoreOptions options = new StoreOptions();

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "DLQ|TOPIC",
            description = "DLQ, or the topic to compare with the store: lead.created or lead.rejected.")
    private String from = "";

    @Option(names = "--check", description = "With a topic: only tell what is missing.")
    private boolean check;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Moment.class,
            description = "With a topic: look at leads since then, as 2026-01-31T00:00:00Z. Default: since the topic's"
                    + " oldest record; all if it has none.")
    private Optional<Instant> since = Optional.empty();

    @Override
    public Integer call() throws Exception {
        try {
            if (from.equals("DLQ") || from.equals(DeadLetters.TOPIC)) {
                return deadLetters(options.load(lead.env()));
            }
            return events(type());
        } catch (KafkaException e) {
            spec.commandLine().getErr().println("Kafka: " + e.getMessage());
            return 1;
        }
    }

    private EventType type() {
        return OF_NEW_LEADS.stream()
                .filter(type -> type.wireName().equals(from))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "--from takes DLQ, lead.created or lead.rejected, not '" + from + "'"));
    }

    private int deadLetters(StoreOptions.Store store) throws Exception {
        LeadServiceConfig config = store.config();
        DeadLetterReplay.Report report = store.with(client -> {
            LetterKeys keys =
                    new LetterKeys(new MongoCalls(client, config.mongodb().timeout()));
            return Future.succeededFuture(new DeadLetterReplay(
                            config.kafka(), brokers(config), (leadId, value) -> opened(keys, leadId, value))
                    .run());
        });
        PrintWriter out = spec.commandLine().getOut();
        out.printf("replayed %d%n", report.replayed());
        if (report.withoutData() > 0) {
            out.printf("left out %d that hold no data: those of events are with their leads%n", report.withoutData());
        }
        if (report.erased() > 0) {
            out.printf("left out %d whose persons are erased%n", report.erased());
        }
        return report.withoutData() == 0 ? 0 : 1;
    }

    private static Optional<byte[]> opened(LetterKeys keys, String leadId, byte[] value) {
        return keys.find(leadId)
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .flatMap(key -> LetterSealing.opened(value, key));
    }

    private int events(EventType type) {
        StoreOptions.Store store = options.load(lead.env());
        EventReplay.Report report =
                new EventReplay(store.config(), store.mongodbUri(), brokers(store.config())).of(type, since, check);
        PrintWriter out = spec.commandLine().getOut();
        out.printf("leads in the topic                   %d%n", report.inTopic());
        out.printf("leads in the store since %s %d%n", report.since(), report.inStore());
        out.printf("  not in the topic                   %d%n", report.unpublished());
        out.printf("  waiting in the outbox              %d%n", report.waiting());
        out.printf("leads in the topic, not in the store %d%n", report.absent());
        report.firstAbsent().forEach(id -> out.printf("  %s%n", id));
        if (!check && report.unpublished() > 0) {
            out.printf("put into the outbox again            %d%n", report.unpublished());
        }
        return report.absent() > 0 || (check && report.unpublished() > 0) ? 1 : 0;
    }

    private String brokers(LeadServiceConfig config) {
        return config.kafka()
                .brokers()
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "KAFKA_BROKERS is not set"));
    }

    /** Reads a moment in ISO 8601. */
    static final class Moment implements ITypeConverter<Instant> {

        @Override
        public Instant convert(String value) {
            try {
                return Instant.parse(value);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("'" + value + "' is no time such as 2026-01-31T00:00:00Z");
            }
        }
    }
}
