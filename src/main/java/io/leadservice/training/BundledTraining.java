package io.leadservice.training;

import io.leadservice.lead.TrainingBasis;
import io.leadservice.lead.Vertical;
import io.leadservice.scoring.model.AdditiveModel;
import io.leadservice.scoring.model.ModelException;
import io.leadservice.scoring.model.ModelFile;
import io.leadservice.scoring.model.ModelFiles;
import io.leadservice.training.GeneratorFile.FeatureRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Trains the model of a vertical that comes with the service on leads that are drawn from written assumptions. */
public final class BundledTraining {

    private static final int CALIBRATION = 1;
    private static final int TEST = 2;

    private final GeneratorFile generator;
    private final String source;

    /** @param vertical whose model to train */
    public BundledTraining(Vertical vertical) {
        this(GeneratorFile.load(vertical), Hashes.sha256(GeneratorFile.bytes(vertical)));
    }

    /** @param source sum of the generator file */
    BundledTraining(GeneratorFile generator, String source) {
        this.generator = generator;
        this.source = source;
    }

    /**
     * Trains and writes the model, and its card to another folder.
     *
     * @return what to tell; holds no figure that could be taken for accuracy
     * @throws IllegalStateException if the model misses the assumptions by too much
     */
    public String run(Path models, Path cards, Progress progress) throws IOException, DeniedException {
        ModelFile file = train(progress);
        Truth truth = truth(file);
        if (!truth.passes()) {
            throw new IllegalStateException(
                    "the model of " + generator.vertical() + " misses its assumptions: " + truth);
        }
        String name = generator.vertical().name().toLowerCase(Locale.ROOT);
        byte[] content = ModelFiles.write(file);
        Files.createDirectories(models);
        Files.createDirectories(cards);
        Files.write(models.resolve(name + ".json"), content);
        Files.writeString(cards.resolve(name + ".md"), ModelCard.of(file, Map.of(), Map.of()));
        return name + ": " + content.length + " bytes, " + file.pairs().size() + " pairs, sha256 "
                + Hashes.sha256(content);
    }

    ModelFile train(Progress progress) throws DeniedException {
        Map<String, FeatureText> texts =
                generator.features().stream().collect(Collectors.toMap(FeatureRule::name, FeatureRule::text));
        Plan plan = new Plan(
                generator.vertical().name().toLowerCase(Locale.ROOT),
                generator.version(),
                Optional.of(generator.vertical()),
                TrainingBasis.GENERATED,
                "generator/" + generator.vertical().name().toLowerCase(Locale.ROOT) + ".json",
                source,
                generator.seed(),
                texts);
        Generator drawing = new Generator(generator);
        return new Trainer(plan, progress)
                .trainOnDrawn(
                        drawing.draw(generator.rows(), generator.seed()).data(),
                        drawing.draw(generator.rows(), generator.seed() + CALIBRATION));
    }

    /** How near the model comes to the assumptions, on leads that it has not seen. */
    Truth truth(ModelFile file) {
        Generated fresh = new Generator(generator).draw(generator.rows(), generator.seed() + TEST);
        try {
            AdditiveModel model = ModelFiles.check(file);
            double[] logOdds = new double[fresh.data().rows()];
            for (int row = 0; row < logOdds.length; row++) {
                logOdds[row] = model.logOdds(fresh.data().values(row));
            }
            return Truth.of(logOdds, fresh);
        } catch (ModelException e) {
            throw new IllegalStateException("the trainer made an unsound model", e);
        }
    }
}
