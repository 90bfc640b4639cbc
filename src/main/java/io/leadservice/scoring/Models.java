package io.leadservice.scoring;

import io.leadservice.lead.Vertical;
import io.leadservice.scoring.model.AdditiveModel;
import io.leadservice.scoring.model.ModelException;
import io.leadservice.scoring.model.ModelFile;
import io.leadservice.scoring.model.ModelFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The model of each vertical in use. Shared by all instances of a node: readers see either the old models or the new ones,
 * and a file that fails its checks leaves the old ones in place.
 */
public final class Models {

    /** Read once for a process, by the first who asks. */
    private static final class Bundled {

        private static final Map<Vertical, AdditiveModel> MODELS = load();
    }

    /** Not altered once it is set; replaced as a whole. */
    private volatile Map<Vertical, AdditiveModel> current;

    private volatile Optional<String> fault = Optional.empty();

    private Models(Map<Vertical, AdditiveModel> current) {
        this.current = current;
    }

    /** The models that come with the service. The first call reads and checks them and blocks: not for an event loop. */
    public static Models bundled() {
        return new Models(Bundled.MODELS);
    }

    /** @throws IllegalStateException if one is missing or fails its checks: the program is broken */
    private static Map<Vertical, AdditiveModel> load() {
        Map<Vertical, AdditiveModel> models = new EnumMap<>(Vertical.class);
        for (Vertical vertical : Vertical.values()) {
            try {
                models.put(vertical, read(vertical, resource(vertical)));
            } catch (IOException | ModelException e) {
                throw new IllegalStateException("the model of " + vertical + " does not load", e);
            }
        }
        return models;
    }

    /** The model of a vertical. */
    AdditiveModel of(Vertical vertical) {
        return Objects.requireNonNull(current.get(vertical));
    }

    /** What is wrong with the last file that was to be used; empty if nothing is. */
    public Optional<String> fault() {
        return fault;
    }

    /**
     * Takes a model into use, from one lead to the next. Does not block, but takes milliseconds.
     *
     * @return whether it passed its checks
     */
    synchronized boolean replace(Vertical vertical, byte[] content) {
        try {
            Map<Vertical, AdditiveModel> models = new EnumMap<>(current);
            models.put(vertical, read(vertical, content));
            current = models;
            fault = Optional.empty();
            return true;
        } catch (ModelException e) {
            fault = Optional.of(vertical + ": " + e.getMessage());
            return false;
        }
    }

    private static AdditiveModel read(Vertical vertical, byte[] content) throws ModelException {
        ModelFile file = ModelFiles.parse(content);
        Set<String> unknown = new HashSet<>();
        file.features().forEach(feature -> unknown.add(feature.name()));
        FeatureSchema.of(vertical).names().forEach(unknown::remove);
        if (!file.vertical().equals(Optional.of(vertical)) || file.featureVersion() != FeatureSchema.VERSION) {
            throw new ModelException("the model is not made for version " + FeatureSchema.VERSION + " of " + vertical);
        }
        if (!unknown.isEmpty()) {
            throw new ModelException("the model reads what the schema of " + vertical + " does not have: " + unknown);
        }
        return ModelFiles.check(file);
    }

    /** The file of a vertical that comes with the service. */
    static byte[] resource(Vertical vertical) throws IOException {
        String path = "models/" + vertical.name().toLowerCase(Locale.ROOT) + ".json";
        try (InputStream in = Models.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new IOException("the program lacks its file " + path);
            }
            return in.readAllBytes();
        }
    }
}
