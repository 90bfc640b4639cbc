package io.leadservice.cli;

import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line of the service. */
@Command(
        name = "lead",
        description = "Lead Service: takes, scores, keeps and publishes insurance leads.",
        mixinStandardHelpOptions = true,
        versionProvider = LeadCommand.Version.class,
        subcommands = {
            ServeCommand.class,
            TokenCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            ReplayCommand.class,
            AuditCommand.class,
            KeysCommand.class
        })
public final class LeadCommand {

    private final Map<String, String> env;

    private LeadCommand(Map<String, String> env) {
        this.env = Map.copyOf(env);
    }

    /** The environment that the commands read. */
    public Map<String, String> env() {
        return env;
    }

    /** Runs a command and ends the process with its code: 0 well, 1 failed, 2 wrong arguments or configuration. */
    public static void main(String[] arguments) {
        System.exit(commandLine(System.getenv()).execute(arguments));
    }

    /** All commands on the class path, those of the development jar included. */
    public static CommandLine commandLine(Map<String, String> env) {
        CommandLine line = new CommandLine(new LeadCommand(env));
        ServiceLoader.load(Subcommand.class).forEach(line::addSubcommand);
        CommandLine completion = new CommandLine(new GenerateCompletion());
        completion
                .getCommandSpec()
                .usageMessage()
                .hidden(false)
                .description("Prints a completion script for bash and zsh: source <(bin/lead completion)");
        line.addSubcommand("completion", completion);
        Failures failures = new Failures(env);
        return line.setParameterExceptionHandler(failures).setExecutionExceptionHandler(failures);
    }

    /** The version that the build wrote into the jar's manifest. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = LeadCommand.class.getPackage().getImplementationVersion();
            return new String[] {
                "lead-service " + Optional.ofNullable(version).orElse("(not from a jar)"), "Java " + Runtime.version()
            };
        }
    }
}
