package io.leadservice.cli.dev;

import io.leadservice.cli.LeadCommand;
import io.leadservice.cli.Subcommand;
import io.leadservice.lead.Vertical;
import io.leadservice.training.BundledTraining;
import io.leadservice.training.CsvColumns;
import io.leadservice.training.CsvTraining;
import io.leadservice.training.DeniedException;
import io.leadservice.training.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Trains scoring models. */
@Command(
        name = "train",
        description = "Trains a scoring model and tells how good it is.",
        footer = {
            "",
            "--from-db registers a model that beats the one in use, and ends with 1 if it does not: docs/scoring.md. Exit"
                    + " code 2 if there is nothing to train on."
        },
        mixinStandardHelpOptions = true)
public final class TrainCommand implements Callable<Integer>, Subcommand {

    @ParentCommand
    private LeadCommand lead;

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Option(names = "--label", paramLabel = "COLUMN", description = "With --csv: the outcome.")
    private Optional<String> label = Optional.empty();

    @Option(names = "--positive", paramLabel = "VALUE", description = "The outcome that counts. Default: 1, yes, true.")
    private Optional<String> positive = Optional.empty();

    @Option(names = "--person", paramLabel = "COLUMN", description = "Who a row is about: nobody is in both parts.")
    private Optional<String> person = Optional.empty();

    @Option(names = "--time", paramLabel = "COLUMN", description = "When a row arrived: the newest 20 %% are the test.")
    private Optional<String> time = Optional.empty();

    @Option(names = "--drop", paramLabel = "COLUMN", split = ",", description = "Columns to leave out.")
    private Set<String> drop = new LinkedHashSet<>();

    @Option(names = "--strict", description = "Fail on a column of the deny-list instead of leaving it out.")
    private boolean strict;

    @Option(names = "--separator", paramLabel = "C", description = "Between cells. Default: found in the header.")
    private Optional<Character> separator = Optional.empty();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of all that is drawn. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1")
    private long seed = 1;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where model and card go. Default: nowhere, or the sources of --bundled.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private OutcomeOptions outcomes = new OutcomeOptions();

    @Override
    public Integer call() throws Exception {
        try (TrainingBar bar = new TrainingBar()) {
            if (source.fromDb) {
                return outcomes.train(lead.env(), seed, out, bar) ? 0 : 1;
            }
            if (source.bundled) {
                bundled(bar);
            } else {
                csv(bar);
            }
            return 0;
        } catch (IOException e) {
            System.err.println("cannot be read or written: " + e.getMessage());
        } catch (IllegalArgumentException | IllegalStateException | DeniedException e) {
            System.err.println(e.getMessage());
        }
        return 2;
    }

    private void csv(Progress progress) throws IOException, DeniedException {
        CsvColumns columns = new CsvColumns(
                label.orElseThrow(() -> new IllegalArgumentException("--csv needs --label")),
                positive,
                person,
                time,
                drop,
                strict);
        new CsvTraining(source.csv.orElseThrow(), separator, columns, seed)
                .run(out, progress)
                .forEach(System.out::println);
    }

    private void bundled(Progress progress) throws IOException, DeniedException {
        Path home = Path.of(Optional.ofNullable(System.getenv("LEAD_HOME")).orElse("."));
        for (Vertical vertical : Vertical.values()) {
            System.out.println(new BundledTraining(vertical)
                    .run(
                            out.orElse(home.resolve("src/main/resources/models")),
                            out.orElse(home.resolve("docs/model-cards")),
                            progress));
        }
    }

    /** What to train on. */
    static final class Source {

        @Option(names = "--csv", paramLabel = "FILE", description = "Rows with a header, plain or gzipped.")
        private Optional<Path> csv = Optional.empty();

        @Option(names = "--from-db", description = "The leads of MONGODB_URI with what was told of them.")
        private boolean fromDb;

        @Option(names = "--bundled", description = "Train the models that come with the service again.")
        private boolean bundled;
    }
}
