package io.leadservice.cli;

import io.leadservice.config.ConfigException;
import java.nio.file.FileSystemException;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * How a command that fails says so: one message on standard error and no stack trace, which {@code LEAD_DEBUG=1} adds.
 * Exit code 2 for what was typed or set in the environment, 1 for everything else.
 */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private final Map<String, String> env;

    Failures(Map<String, String> env) {
        this.env = env;
    }

    @Override
    public int handleParseException(ParameterException refused, String[] arguments) {
        CommandLine command = refused.getCommandLine();
        say(command, refused);
        UnmatchedArgumentException.printSuggestions(refused, command.getErr());
        if (command.getSubcommands().isEmpty()) {
            String name = command.getCommandSpec().qualifiedName();
            command.getErr().print(command.getHelp().fullSynopsis());
            command.getErr().println("More: " + name + " --help");
        } else {
            command.usage(command.getErr());
        }
        return CommandLine.ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult result) {
        say(command, failure);
        return failure instanceof ConfigException ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }

    private void say(CommandLine command, Exception failure) {
        command.getErr()
                .println(command.getColorScheme()
                        .errorText(command.getCommandSpec().qualifiedName() + ": " + text(failure)));
        if (env.containsKey("LEAD_DEBUG")) {
            failure.printStackTrace(command.getErr());
        }
    }

    private static String text(Exception failure) {
        String message = failure.getMessage();
        String kind = failure.getClass().getSimpleName();
        if (message == null || message.isBlank()) {
            return kind;
        }
        // The message of these is the path alone.
        return failure instanceof FileSystemException ? kind + ": " + message : message;
    }
}
