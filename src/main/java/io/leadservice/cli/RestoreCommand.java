package io.leadservice.cli;

import io.leadservice.backup.Restore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
            "A restore that broke off is run again. Exit code 1 if the file is damaged or made with another key, or the"
                    + " store is not empty."
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

    @Option(names = "--merge", description = "Add what is missing to a store that is not empty; nothing is changed.")
    private boolean merge;

    @Override
    public Integer call() throws IOException {
        Restore.Report report = restore(options.load(lead.env()));
        spec.commandLine().getOut().printf("restored %d%nthere already %d%n", report.inserted(), report.kept());
        return 0;
    }

    private Restore.Report restore(StoreOptions.Store store) throws IOException {
        try (ProgressLine line = new ProgressLine(spec.commandLine().getErr(), lead.env())) {
            return new Restore(store.mongodbUri(), store.serviceKey(), line::tell).from(file, merge);
        }
    }
}
