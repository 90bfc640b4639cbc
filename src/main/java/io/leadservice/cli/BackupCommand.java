package io.leadservice.cli;

import io.leadservice.backup.Backup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Writes the store to a file. */
@Command(
        name = "backup",
        description =
                "Writes all leads, claims and idempotency keys to a file while the service runs. Personal data stay"
                        + " encrypted; keep ENCRYPTION_KEY elsewhere: without it the backup cannot be read.",
        footer = {
            "",
            "The file appears once it is whole; until then it is FILE.part. Exit code 1 if it cannot be written."
        },
        mixinStandardHelpOptions = true)
public final class BackupCommand implements Callable<Integer> {

    @ParentCommand
    private LeadCommand lead;

    @Mixin
    private StoreOptions options = new StoreOptions();

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "Where to; it must not exist.")
    private Path file = Path.of("");

    @Option(names = "--resume", description = "Go on with a backup that was interrupted.")
    private boolean resume;

    @Override
    public Integer call() throws IOException {
        write(options.load(lead.env()))
                .forEach((collection, count) -> spec.commandLine().getOut().printf("%s %d%n", collection, count));
        return 0;
    }

    private Map<String, Long> write(StoreOptions.Store store) throws IOException {
        try (ProgressLine line = new ProgressLine(spec.commandLine().getErr(), lead.env())) {
            return new TreeMap<>(new Backup(store.mongodbUri(), store.serviceKey(), line::tell).to(file, resume));
        }
    }
}
