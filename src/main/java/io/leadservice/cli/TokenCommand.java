package io.leadservice.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Prints a token, and nothing else. */
@Command(name = "token", description = "Prints a development token.", mixinStandardHelpOptions = true)
public final class TokenCommand implements Callable<Integer> {

    // scope = scope-token *( SP scope-token ), RFC 6749, section 3.3. Unknown ones are let through: they allow nothing.
    private static final Pattern SCOPE = Pattern.compile("[!#-\\[\\]-~]+( [!#-\\[\\]-~]+)*");

    @ParentCommand
    private LeadCommand lead;

    @Mixin
    private ConfOption conf = new ConfOption();

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--sub",
            paramLabel = "S",
            defaultValue = "developer",
            description = "The client. Default: ${DEFAULT-VALUE}.")
    private String subject = "developer";

    @Option(
            names = "--scope",
            paramLabel = "\"…\"",
            defaultValue = "leads:write leads:read",
            description = "What it may do. Default: ${DEFAULT-VALUE}.")
    private String scope = "";

    @Option(
            names = "--ttl",
            paramLabel = "D",
            converter = TokenLife.class,
            defaultValue = "8h",
            description = "How long it lives, up to a year: 30s, 15m, 8h, 1d. Default: ${DEFAULT-VALUE}.")
    private Duration life = Duration.ofHours(8);

    @Override
    public Integer call() {
        if (subject.isBlank()) {
            throw new ParameterException(spec.commandLine(), "--sub names no client");
        }
        if (!SCOPE.matcher(scope).matches()) {
            throw new ParameterException(
                    spec.commandLine(), "--scope takes names with one blank between them, such as \"leads:write\"");
        }
        spec.commandLine()
                .getOut()
                .println(DevelopmentToken.issue(conf.loadForTools(lead.env()), subject, scope, life));
        return 0;
    }
}
