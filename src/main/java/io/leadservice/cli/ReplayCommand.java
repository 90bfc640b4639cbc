package io.leadservice.cli;

import io.leadservice.config.LeadServiceConfig;
import io.leadservice.publishing.DeadLetterReplay;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Publishes what was put aside once more. */
@Command(
        name = "replay",
        description = "Publishes dead letters once more, each to its first topic and under its first id.",
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {

    /** Where to replay from. */
    enum From {
        DLQ
    }

    @ParentCommand
    private LeadCommand lead;

    @Mixin
    private ConfOption conf = new ConfOption();

    @Spec
    private CommandSpec spec;

    @Option(names = "--from", required = true, description = "Where the events are: ${COMPLETION-CANDIDATES}.")
    private From from = From.DLQ;

    @Override
    public Integer call() {
        return switch (from) {
            case DLQ -> deadLetters();
        };
    }

    private int deadLetters() {
        LeadServiceConfig config = conf.loadForTools(lead.env());
        String brokers = config.kafka()
                .brokers()
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "KAFKA_BROKERS is not set"));
        try {
            DeadLetterReplay.Report report = new DeadLetterReplay(config.kafka(), brokers).run();
            spec.commandLine().getOut().printf("replayed %d%n", report.replayed());
            if (report.withoutData() > 0) {
                spec.commandLine()
                        .getOut()
                        .printf("left out %d: their data are with their leads%n", report.withoutData());
            }
            return report.withoutData() == 0 ? 0 : 1;
        } catch (KafkaException e) {
            spec.commandLine().getErr().println("Kafka: " + e.getMessage());
            return 1;
        }
    }
}
