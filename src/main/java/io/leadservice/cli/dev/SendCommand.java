package io.leadservice.cli.dev;

import io.leadservice.cli.ConfOption;
import io.leadservice.cli.DevelopmentToken;
import io.leadservice.cli.LeadCommand;
import io.leadservice.cli.Subcommand;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Posts a file of leads and tells how it went. */
@Command(
        name = "send",
        description = "Posts leads, one JSON object a line: plain leads, or rows that say what is expected.",
        footer = {
            "",
            "Exit codes: 0 if every plain lead got a 2xx and every labelled row what it expects; 1 if one did not, or"
                    + " nothing answers; 2 for wrong arguments or a file with a fault, of which nothing is sent."
                    + " Ctrl-C prints what came until then."
        },
        mixinStandardHelpOptions = true)
public final class SendCommand implements Callable<Integer>, Subcommand {

    private static final int MAX_CONCURRENCY = 10_000;
    private static final double MAX_RATE = 1_000_000;
    private static final int WARM_UP_CONCURRENCY = 32;

    @ParentCommand
    private LeadCommand lead;

    @Mixin
    private ConfOption conf = new ConfOption();

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE.ndjson", description = "The leads.")
    private Path file = Path.of("");

    @Option(
            names = "--url",
            paramLabel = "U",
            converter = HttpUrl.class,
            description = "Where. Default: this machine, on the configured port.")
    private Optional<URI> url = Optional.empty();

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Leads a second, latencies counted from when each is due. Default: as fast as answers come.")
    private Optional<Double> rate = Optional.empty();

    @Option(
            names = "--concurrency",
            paramLabel = "C",
            defaultValue = "16",
            description = "How many at once. Default: ${DEFAULT-VALUE}.")
    private int concurrency = 16;

    @Option(
            names = "--token",
            paramLabel = "T",
            description = "Default: the variable LEAD_TOKEN, or a development token.")
    private Optional<String> token = Optional.empty();

    @Option(
            names = "--warm-up",
            paramLabel = "FILE",
            description = "Leads that are sent before, as fast as answers come, " + WARM_UP_CONCURRENCY
                    + " at once at most: they do not count.")
    private Optional<Path> warmUp = Optional.empty();

    @Override
    public Integer call() throws InterruptedException {
        check(concurrency >= 1 && concurrency <= MAX_CONCURRENCY, "--concurrency takes 1 to " + MAX_CONCURRENCY);
        check(
                rate.stream().allMatch(value -> value > 0 && value <= MAX_RATE),
                "--rate takes more than 0, up to 1000000");
        Map<String, String> env = lead.env();
        LeadFile leads = read(file);
        Optional<LeadFile> before = Optional.empty();
        if (warmUp.isPresent()) {
            before = Optional.of(read(warmUp.get()));
        }
        SendReport report = new SendReport();
        URI target = url.orElseGet(() ->
                URI.create("http://127.0.0.1:" + conf.loadForTools(env).http().port()));
        String bearer = token.or(() -> Optional.ofNullable(env.get("LEAD_TOKEN")))
                .filter(given -> !given.isBlank())
                .orElseGet(() -> DevelopmentToken.issue(
                        conf.loadForTools(env), "developer", "leads:write leads:read", Duration.ofHours(8)));
        if (before.isPresent() && !warmUp(before.get(), target, bearer)) {
            return 1;
        }
        return send(leads, target, bearer, report, env.containsKey("LEAD_TERMINAL"));
    }

    private boolean warmUp(LeadFile leads, URI target, String bearer) throws InterruptedException {
        int atOnce = Math.min(concurrency, WARM_UP_CONCURRENCY);
        try {
            new Sender(target, bearer, atOnce, OptionalDouble.empty(), new SendReport(), () -> {})
                    .send(leads, lead -> true);
            return true;
        } catch (ConnectException e) {
            return unreached(e);
        }
    }

    private boolean unreached(ConnectException cause) {
        spec.commandLine().getErr().println("lead send: " + cause.getMessage());
        return false;
    }

    private int send(LeadFile leads, URI target, String bearer, SendReport report, boolean terminal)
            throws InterruptedException {
        Thread interrupted = new Thread(() -> print(String.format("%ninterrupted%n") + report.text()), "report");
        Runtime.getRuntime().addShutdownHook(interrupted);
        OptionalDouble perSecond = rate.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
        try (ProgressBar bar = progress(leads.leads(), terminal)) {
            Sender sender = new Sender(target, bearer, concurrency, perSecond, report, bar::step);
            sender.send(leads, lead -> !lead.duplicate());
            if (leads.duplicates() > 0) {
                sender.send(leads, LabelledLead::duplicate);
            }
        } catch (ConnectException e) {
            unreached(e);
            return 1;
        } finally {
            Runtime.getRuntime().removeShutdownHook(interrupted);
        }
        print(report.text());
        return report.asExpected() ? 0 : 1;
    }

    private LeadFile read(Path leads) throws InterruptedException {
        try {
            return LeadFile.check(leads);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void check(boolean right, String message) {
        if (!right) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private void print(String text) {
        spec.commandLine().getOut().print(text);
        spec.commandLine().getOut().flush();
    }

    /** bin/lead tells whether somebody watches: since JDK 22 System.console() is there without a terminal, too. */
    private static ProgressBar progress(long size, boolean terminal) {
        ProgressBarBuilder builder =
                new ProgressBarBuilder().setTaskName("leads").setInitialMax(size);
        return (terminal ? builder : builder.setConsumer(new DelegatingProgressBarConsumer(text -> {}))).build();
    }

    /** Takes what a request can be sent to. */
    static final class HttpUrl implements ITypeConverter<URI> {

        @Override
        public URI convert(String value) {
            try {
                URI url = new URI(value);
                if (("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null) {
                    return url;
                }
            } catch (URISyntaxException e) {
                // told below, in the same words as another scheme
            }
            throw new TypeConversionException("'" + value + "' is no address such as http://127.0.0.1:3000");
        }
    }
}
