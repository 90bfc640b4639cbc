package io.leadservice.cli;

import io.leadservice.telemetry.LogLevels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line of the service. */
@Command(
        name = "lead",
        description = "Lead Service: takes, scores, keeps and publishes insurance leads.",
        mixinStandardHelpOptions = true,
        versionProvider = LeadCommand.Version.class)
public final class LeadCommand {

    private static final List<Class<?>> OF_THE_SERVICE = List.of(
            ServeCommand.class,
            TokenCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            ReplayCommand.class,
            AuditCommand.class,
            KeysCommand.class);

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
        // As long a work as reading the command line, beside it.
        Future<?> logging = CompletableFuture.runAsync(LoggerFactory::getILoggerFactory);
        int code = commandLine(System.getenv(), arguments).execute(arguments);
        logging.cancel(false);
        LogLevels.end();
        System.exit(code);
    }

    /**
     * The command that the arguments ask for, or where they ask for none of them all commands on the class path, those of the
     * development jar included: each takes time to read.
     */
    public static CommandLine commandLine(Map<String, String> env, String... arguments) {
        CommandLine line = new CommandLine(new LeadCommand(env));
        List<Class<?>> all = Stream.concat(
                        OF_THE_SERVICE.stream(),
                        ServiceLoader.load(Subcommand.class).stream().map(ServiceLoader.Provider::type))
                .toList();
        List<Class<?>> asked = all.stream()
                .filter(command -> arguments.length > 0 && name(command).equals(arguments[0]))
                .toList();
        if (asked.isEmpty()) {
            all.forEach(line::addSubcommand);
            line.addSubcommand("completion", completion());
        } else {
            asked.forEach(line::addSubcommand);
        }
        Failures failures = new Failures(env);
        return line.setParameterExceptionHandler(failures).setExecutionExceptionHandler(failures);
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }

    private static CommandLine completion() {
        CommandLine completion = new CommandLine(new GenerateCompletion());
        completion
                .getCommandSpec()
                .usageMessage()
                .hidden(false)
                .description("Prints a completion script for bash and zsh: source <(bin/lead completion)");
        return completion;
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
