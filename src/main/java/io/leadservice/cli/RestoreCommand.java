package io.leadservice.cli;

import io.leadservice.backup.Restore;
import io.leadservice.lead.EventType;
import io.leadservice.publishing.EventTopic;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Brings a backup into a store. */
@Command(
        name = "restore",
        description = "Checks a backup and brings it into an empty store, before the service is started there.",
        footer = {
            "",
            "A restore that broke off is run again. Exit code 1 if a file is damaged or made with another key, the key file"
                    + " is older than FILE, or the store is not empty.",
            "Leads that were erased after the backup come back as ERASED, without their personal data: those without a"
                    + " key in the key file, and those of which the topic lead.erased tells."
        },
        mixinStandardHelpOptions = true)
public final class RestoreCommand implements Callable<Integer> {

    @ParentCommand
    private LeadCommand lead;

    @Mixin
    private StoreOptions options = new StoreOptions();

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "What bin/lead backup wrote.")
    private Path file = Path.of("");

    @Mixin
    private KeyFileOption keys = new KeyFileOption();

    @Option(
            names = "--without-kafka",
            description = "Do not read the topic lead.erased; the key file alone tells what was erased.")
    private boolean withoutKafka;

    @Option(names = "--merge", description = "Add what is missing to a store that is not empty; nothing is changed.")
    private boolean merge;

    @Override
    public Integer call() throws IOException {
        StoreOptions.Store store = options.load(lead.env());
        try {
            Restore.Report report = restore(store, withoutKafka ? Set.of() : erased(store));
            PrintWriter out = spec.commandLine().getOut();
            out.printf("restored %d%nthere already %d%n", report.inserted(), report.kept());
            out.printf("erased since the backup %d%n", report.erased());
            return 0;
        } catch (KafkaException e) {
            spec.commandLine()
                    .getErr()
                    .println("Kafka does not tell what was erased (" + e.getMessage()
                            + "); with --without-kafka the key file alone does");
            return 1;
        }
    }

    private static Set<String> erased(StoreOptions.Store store) {
        return store.config()
                .kafka()
                .brokers()
                .map(brokers ->
                        new EventTopic(store.config().kafka(), brokers, EventType.LEAD_ERASED.wireName()).read())
                .map(content -> content.leads().stream().map(UUID::toString).collect(Collectors.toSet()))
                .orElseGet(Set::of);
    }

    private Restore.Report restore(StoreOptions.Store store, Set<String> erased) throws IOException {
        try (ProgressLine line = new ProgressLine(spec.commandLine().getErr(), lead.env())) {
            return new Restore(store.mongodbUri(), store.serviceKeys(), line::tell)
                    .from(file, keys.path(Optional.of(file)), erased, merge);
        }
    }
}
