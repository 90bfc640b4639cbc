package io.leadservice.cli;

import io.leadservice.backup.Backup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Writes the store to a file. */
@Command(
        name = "backup",
        description =
                "Writes all leads, claims and idempotency keys to a file while the service runs, and the leads' data keys to"
                        + " a second one that each backup rewrites. Personal data stay encrypted; keep ENCRYPTION_KEY"
                        + " elsewhere: without it the backup cannot be read.",
        footer = {
            "",
            "The file appears once it is whole; until then it is FILE.part. Exit code 1 if it cannot be written.",
            "Keep only the newest key file, and run --keys-only after erasures: what was erased is then dark in every"
                    + " backup, since a lead cannot be read without its data key."
        },
        mixinStandardHelpOptions = true)
public final class BackupCommand implements Callable<Integer> {

    @ParentCommand
    private LeadCommand lead;

    @Mixin
    private StoreOptions options = new StoreOptions();

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            description = "Where to; it must not exist. Left out with --keys-only.")
    private Optional<Path> file = Optional.empty();

    @Mixin
    private KeyFileOption keys = new KeyFileOption();

    @Option(names = "--keys-only", description = "Rewrite the key file alone.")
    private boolean keysOnly;

    @Option(names = "--resume", description = "Go on with a backup that was interrupted.")
    private boolean resume;

    @Override
    public Integer call() throws IOException {
        if (file.isEmpty() != keysOnly || (keysOnly && resume)) {
            throw new ParameterException(
                    spec.commandLine(), "Give FILE, or --keys-only without it and without --resume");
        }
        write(options.load(lead.env()))
                .forEach((collection, count) -> spec.commandLine().getOut().printf("%s %d%n", collection, count));
        return 0;
    }

    private Map<String, Long> write(StoreOptions.Store store) throws IOException {
        try (ProgressLine line = new ProgressLine(spec.commandLine().getErr(), lead.env())) {
            Backup backup = new Backup(store.mongodbUri(), store.serviceKeys(), line::tell);
            Path keyFile = keys.path(file);
            return new TreeMap<>(file.isPresent() ? backup.to(file.get(), keyFile, resume) : backup.keysTo(keyFile));
        }
    }
}
