package io.leadservice.cli.dev;

import io.leadservice.BundledFiles;
import io.leadservice.Foreground;
import io.leadservice.cli.ConfOption;
import io.leadservice.cli.LeadCommand;
import io.leadservice.cli.Subcommand;
import io.leadservice.config.ConfigSnapshot;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Starts everything on this machine and says how to use it. */
@Command(
        name = "run",
        description = "Starts the service with embedded back ends and prints a call to paste.",
        footer = {"", "Ctrl-C or SIGTERM stops it in order, with exit code 0; a second one stops it at once."},
        mixinStandardHelpOptions = true)
public final class RunCommand implements Callable<Integer>, Subcommand {

    @ParentCommand
    private LeadCommand lead;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfOption conf = new ConfOption();

    @Option(
            names = "--once",
            description = "Post one lead when ready, say what came back, and stop: 0 if it was taken.")
    private boolean once;

    @Option(names = "--leads", paramLabel = "N", description = "With --once: how many leads, one after the other.")
    private int leads = 1;

    @Option(names = "--cluster", description = "Join other nodes.")
    private boolean cluster;

    @Override
    public Integer call() {
        if (leads < 1 || (leads > 1 && !once)) {
            throw new ParameterException(spec.commandLine(), "--leads is 1 or more, and goes with --once");
        }
        Instant begun =
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        BundledFiles.readAhead();
        ConfigSnapshot config = conf.read(lead.env());
        return Foreground.run(config, cluster, service -> {
            Greeting greeting = new Greeting(config.config(), service.endpoints(), begun);
            return once
                    ? greeting.tryWhenReady(leads, System.out, System.err)
                    : greeting.printWhenReady(System.out, System.err);
        });
    }
}
