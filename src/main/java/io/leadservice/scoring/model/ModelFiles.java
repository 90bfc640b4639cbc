package io.leadservice.scoring.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Writes model files and reads them with every check. Safe to share between threads. */
public final class ModelFiles {

    /** The largest file, in bytes. */
    public static final int MAX_BYTES = 64 * 1024;

    private static final double GOLDEN_TOLERANCE = 1e-6;
    private static final int MIN_GOLDEN = 20;
    private static final String SUM_FIELD = "\"sha256\" : \"";
    private static final String END = "\"\n}";

    private ModelFiles() {}

    /**
     * Reads a model.
     *
     * @throws ModelException if it is too large, of another format, altered, unsound, or does not give what it must
     */
    public static AdditiveModel read(byte[] content) throws ModelException {
        return check(parse(content));
    }

    /** The file as it is written, without the check of what it gives. */
    public static ModelFile parse(byte[] content) throws ModelException {
        if (content.length > MAX_BYTES) {
            throw new ModelException("the model has more than " + MAX_BYTES + " bytes");
        }
        ModelFile file;
        try {
            file = ModelReader.read(content);
        } catch (IOException | IllegalArgumentException e) {
            throw new ModelException("the model is no sound file: " + e.getMessage(), e);
        }
        if (file.format() != ModelFile.FORMAT) {
            throw new ModelException("the model has format " + file.format() + ", not " + ModelFile.FORMAT);
        }
        if (!sum(content, file.sha256()).equals(Optional.of(file.sha256()))) {
            throw new ModelException("the model was altered: its SHA-256 does not match");
        }
        return file;
    }

    /** @throws ModelException if the tables do not fit each other, or give something else than they must */
    public static AdditiveModel check(ModelFile file) throws ModelException {
        AdditiveModel model;
        try {
            model = new AdditiveModel(file);
        } catch (IllegalArgumentException e) {
            throw new ModelException("the model is unsound: " + e.getMessage(), e);
        }
        if (file.golden().size() < MIN_GOLDEN) {
            throw new ModelException("the model has less than " + MIN_GOLDEN + " golden vectors");
        }
        for (ModelFile.Golden golden : file.golden()) {
            double got = model.logOdds(golden.values());
            if (!(Math.abs(got - golden.logOdds()) <= GOLDEN_TOLERANCE)) {
                throw new ModelException(
                        "the model gives " + got + " for a golden vector instead of " + golden.logOdds());
            }
        }
        return model;
    }

    /** The file as it is written, with the sum of its bytes without the sum itself; the same on every machine. */
    public static byte[] write(ModelFile file) {
        try {
            byte[] content = Writing.JSON.writeValueAsBytes(file.withSha256(""));
            return Writing.JSON.writeValueAsBytes(
                    file.withSha256(sum(content, "").orElseThrow()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the model does not write", e);
        }
    }

    /** Made when the first model is written: a service only reads. */
    private static final class Writing {

        private static final ObjectWriter JSON = JsonMapper.builder()
                .addModule(new Jdk8Module())
                // the JDK's own form of a double changed in JDK 19: this one is the same everywhere
                .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .build()
                .writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
    }

    /**
     * The SHA-256 of a file's bytes as if no sum stood in it.
     *
     * @param stated the sum that stands in it
     * @return in hexadecimal; empty if the sum does not stand where it must, in the last field
     */
    private static Optional<String> sum(byte[] content, String stated) {
        byte[] end = (SUM_FIELD + stated + END).getBytes(StandardCharsets.UTF_8);
        int at = content.length - end.length;
        if (at < 0 || !Arrays.equals(content, at, content.length, end, 0, end.length)) {
            return Optional.empty();
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(content, 0, at);
            digest.update((SUM_FIELD + END).getBytes(StandardCharsets.UTF_8));
            return Optional.of(HexFormat.of().formatHex(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
