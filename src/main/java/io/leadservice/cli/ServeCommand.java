package io.leadservice.cli;

import io.leadservice.BundledFiles;
import io.leadservice.Foreground;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Starts the service against the back ends that the environment names. */
@Command(
        name = "serve",
        description = "Starts the service against the back ends that the environment names.",
        footer = {"", "SIGTERM or Ctrl-C stops it in order, with exit code 0; a second one stops it at once."},
        mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {

    @ParentCommand
    private LeadCommand lead;

    @Mixin
    private ConfOption conf = new ConfOption();

    @Option(names = "--cluster", description = "Join other nodes.")
    private boolean cluster;

    @Override
    public Integer call() {
        BundledFiles.readAhead();
        return Foreground.run(conf.read(lead.env()), cluster, service -> Foreground.UNTIL_STOPPED);
    }
}
