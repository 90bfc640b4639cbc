package io.leadservice.scoring;

import io.leadservice.lead.ModelSlot;
import io.leadservice.lead.Score;
import io.leadservice.lead.Vertical;
import io.leadservice.scoring.model.AdditiveModel;
import io.leadservice.scoring.model.ModelException;
import io.leadservice.scoring.model.ModelFile;
import io.leadservice.scoring.model.ModelFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The models in use. Shared by all instances of a node: readers see either the old models or the new ones, and a file that
 * fails its checks leaves the old ones in place.
 */
public final class Models {

    /** What a model does in its place. */
    public enum Role {
        /** It decides. */
        CHAMPION,
        /** It scores in the shadow of the one that decides. */
        CHALLENGER
    }

    /** Read once for a process, by the first who asks. */
    private static final class Bundled {

        private static final Map<Vertical, AdditiveModel> MODELS = load();
    }

    private record Key(ModelSlot slot, Role role) {}

    /** Those of a vertical. */
    record OfVertical(AdditiveModel champion, Optional<AdditiveModel> challenger, Optional<AdditiveModel> returnRisk) {}

    /** Those that do not come with the service. Guarded by this. */
    private final Map<Key, AdditiveModel> registered = new HashMap<>();

    /** What was wrong with the last files that were to be used. Guarded by this. */
    private final Map<Key, String> faults = new HashMap<>();

    /** Not altered once it is set; replaced as a whole. */
    private volatile Map<Vertical, OfVertical> current;

    private Models() {
        current = inUse();
    }

    /** The models that come with the service. The first call reads and checks them and blocks: not for an event loop. */
    public static Models bundled() {
        return new Models();
    }

    /**
     * The model that comes with the service.
     *
     * @return empty for a place that has none
     */
    public static Optional<AdditiveModel> bundled(ModelSlot slot) {
        return slot.purpose() == ModelSlot.Purpose.CONVERSION
                ? Optional.ofNullable(Bundled.MODELS.get(slot.vertical()))
                : Optional.empty();
    }

    /**
     * Reads a model with every check of its file.
     *
     * @param version that it must have
     * @throws ModelException if it is no sound model for this place; the message says why
     */
    public static AdditiveModel read(ModelSlot slot, String version, byte[] content) throws ModelException {
        ModelFile file = ModelFiles.parse(content);
        if (!file.version().equals(version)) {
            throw new ModelException("the model has version " + file.version() + ", not " + version);
        }
        return read(slot, file);
    }

    /** The models of a vertical. */
    OfVertical of(Vertical vertical) {
        return Objects.requireNonNull(current.get(vertical));
    }

    /**
     * A model in use.
     *
     * @param model who it is
     */
    record InUse(ModelSlot slot, Role role, Score.Model model) {}

    /** All models in use. */
    synchronized List<InUse> all() {
        List<InUse> all = new ArrayList<>();
        for (ModelSlot slot : ModelSlot.all()) {
            of(slot, Role.CHAMPION)
                    .or(() -> bundled(slot))
                    .ifPresent(model -> all.add(new InUse(slot, Role.CHAMPION, model.model())));
            of(slot, Role.CHALLENGER).ifPresent(model -> all.add(new InUse(slot, Role.CHALLENGER, model.model())));
        }
        return all;
    }

    /** The version of a model that does not come with the service; empty if there is none in that role. */
    synchronized Optional<String> version(ModelSlot slot, Role role) {
        return Optional.ofNullable(registered.get(new Key(slot, role)))
                .map(model -> model.model().version());
    }

    /**
     * What is wrong with the file of a model that is to decide on conversion; empty if nothing is. What is only tried, or only
     * shown as return risk, keeps no node from work.
     */
    public synchronized Optional<String> fault() {
        return Arrays.stream(Vertical.values())
                .map(vertical -> faults.get(new Key(ModelSlot.conversion(vertical), Role.CHAMPION)))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** How many models were refused, whatever their place. */
    synchronized int refused() {
        return faults.size();
    }

    /**
     * Takes a model into use, from one lead to the next. Takes milliseconds: not for an event loop.
     *
     * @return why it did not pass its checks; empty if it did
     */
    synchronized Optional<String> use(ModelSlot slot, Role role, String version, byte[] content) {
        try {
            registered.put(new Key(slot, role), read(slot, version, content));
            current = inUse();
            faults.remove(new Key(slot, role));
            return Optional.empty();
        } catch (ModelException | RuntimeException e) {
            String fault = slot.name() + " " + version + ": " + e.getMessage();
            faults.put(new Key(slot, role), fault);
            return Optional.of(fault);
        }
    }

    /** Stays with the model that is in use, which is the one that is to be: what was refused before does not matter any more. */
    synchronized void keep(ModelSlot slot, Role role) {
        faults.remove(new Key(slot, role));
    }

    /** Goes back to the model that comes with the service, or to none. */
    synchronized void drop(ModelSlot slot, Role role) {
        faults.remove(new Key(slot, role));
        if (registered.remove(new Key(slot, role)) != null) {
            current = inUse();
        }
    }

    private synchronized Map<Vertical, OfVertical> inUse() {
        Map<Vertical, OfVertical> models = new EnumMap<>(Vertical.class);
        Bundled.MODELS.forEach((vertical, bundled) -> {
            ModelSlot conversion = ModelSlot.conversion(vertical);
            models.put(
                    vertical,
                    new OfVertical(
                            of(conversion, Role.CHAMPION).orElse(bundled),
                            of(conversion, Role.CHALLENGER),
                            of(ModelSlot.returnRisk(vertical), Role.CHAMPION)));
        });
        return models;
    }

    private Optional<AdditiveModel> of(ModelSlot slot, Role role) {
        return Optional.ofNullable(registered.get(new Key(slot, role)));
    }

    /** @throws IllegalStateException if one is missing or fails its checks: the program is broken */
    private static Map<Vertical, AdditiveModel> load() {
        Map<Vertical, AdditiveModel> models = new EnumMap<>(Vertical.class);
        for (Vertical vertical : Vertical.values()) {
            try {
                models.put(vertical, read(ModelSlot.conversion(vertical), ModelFiles.parse(resource(vertical))));
            } catch (IOException | ModelException e) {
                throw new IllegalStateException("the model of " + vertical + " does not load", e);
            }
        }
        return models;
    }

    private static AdditiveModel read(ModelSlot slot, ModelFile file) throws ModelException {
        Set<String> unknown = new HashSet<>();
        file.features().forEach(feature -> unknown.add(feature.name()));
        FeatureSchema.of(slot.vertical()).names().forEach(unknown::remove);
        if (!file.id().equals(slot.name())
                || !file.vertical().equals(Optional.of(slot.vertical()))
                || file.featureVersion() != FeatureSchema.VERSION) {
            throw new ModelException(
                    "the model is not made for " + slot.name() + " with features of version " + FeatureSchema.VERSION);
        }
        if (!unknown.isEmpty()) {
            throw new ModelException(
                    "the model reads what the schema of " + slot.vertical() + " does not have: " + unknown);
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
