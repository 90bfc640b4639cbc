package io.leadservice.cli;

import java.util.ServiceLoader;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the service. */
@Command(
        name = "lead",
        description = "Lead Service: takes, scores, keeps and publishes insurance leads.",
        mixinStandardHelpOptions = true,
        version = "lead-service 0.1.0",
        subcommands = {ServeCommand.class, TokenCommand.class, GenerateCompletion.class})
public final class LeadCommand {

    /** Runs a command and ends the process with its code; a running service ends with its signal. */
    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new LeadCommand());
        ServiceLoader.load(Subcommand.class).forEach(line::addSubcommand);
        int code = line.execute(arguments);
        if (code != ServeCommand.KEEP_RUNNING) {
            System.exit(code);
        }
    }
}
